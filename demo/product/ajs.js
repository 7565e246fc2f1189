window.AJS = { $: window.jQuery }
