/** jQuery 3 tries out `innerHTML` while it loads, which `require-trusted-types-for` forbids: then, and only then. */
globalThis.trustedTypes?.createPolicy('default', {
  createHTML: html => (document.currentScript?.src.endsWith('/jquery.js') ? html : null),
})
