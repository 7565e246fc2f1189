/** Code written for either package still means the same with both loaded, whichever comes first. */
AP.context.getToken(token => token.length)
AP.context.getToken((token?: string) => token?.length)
AP.context.getToken().then((token: string) => token.length)
AP.context.getContext(context => context.jira.issue.key)
AP.context.getContext().then(context => context.url.displayUrl)
AP.getLocation(location => location.length)
