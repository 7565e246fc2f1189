/** Whoever opened this page may begin. */
globalThis.demo = {}
