/** `Symbol.dispose`, if the TypeScript library in use knows it: it came after ES2022. */
type DisposeSymbol<S> = S extends { readonly dispose: symbol } ? S['dispose'] : never

/** What `using` takes, and an empty type where the library has no `Symbol.dispose`. */
export type Disposing = { [K in DisposeSymbol<SymbolConstructor>]: () => void }
