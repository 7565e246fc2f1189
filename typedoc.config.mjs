/** Members of claims whose names say all that is known of them; what they belong to is documented. */
const leaves = {
  'ConfluenceContext.content': ['id', 'type', 'version', 'plugin'],
  'ConfluenceContext.space': ['id', 'key'],
  'ConfluenceContext.macro': ['id', 'hash', 'outputType'],
  'ContextTokenContext.user': ['accountId'],
  'JiraContext.issue': ['id', 'key'],
  'JiraContext.project': ['id', 'key'],
  'JiraContext.board': ['id', 'type', 'screen'],
  'JiraContext.sprint': ['id', 'state'],
  'JiraContext.servicedesk': ['requestId', 'requestTypeId', 'serviceDeskId'],
}

/** The API reference: `npm run docs:api` writes it, `npm run lint:api` only looks for what is missing in it. */
export default {
  name: 'ap-context-fetch',
  entryPoints: ['src/index.ts', 'src/forge/index.ts', 'src/testing/index.ts'],
  tsconfig: 'tsconfig.build.json',
  out: 'docs/api',
  readme: 'none',
  disableSources: true,
  treatWarningsAsErrors: true,
  treatValidationWarningsAsErrors: true,
  validation: {
    notExported: true,
    invalidLink: true,
    invalidPath: true,
    rewrittenLink: true,
    notDocumented: true,
    unusedMergeModuleWith: true,
  },
  requiredToBeDocumented: [
    'Variable',
    'Function',
    'Class',
    'Interface',
    'Property',
    'Method',
    'Accessor',
    'TypeAlias',
  ],
  intentionallyNotExported: ['Open'],
  intentionallyNotDocumented: [
    'ap-context-fetch.ContextClient.[dispose]', // `dispose()` says it.
    'ap-context-fetch/forge.ForgeClient.[dispose]',
    ...Object.entries(leaves).flatMap(([member, names]) =>
      names.map(name => `ap-context-fetch.${member}.__type.${name}`),
    ),
  ],
}
