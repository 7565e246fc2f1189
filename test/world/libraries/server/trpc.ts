import { initTRPC } from '@trpc/server'

const t = initTRPC.context<{ issue: string }>().create()

export const router = t.router({
  me: t.procedure.query(({ ctx }) => ({ issue: ctx.issue })),
  notes: t.procedure.input(Number).query(({ ctx, input }) => Array(input).fill(`A note on ${ctx.issue}`)),
})

export type AppRouter = typeof router
