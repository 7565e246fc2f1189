/** A bundle that takes 300 ms before the app can ask for anything. */
const end = performance.now() + 300
while (performance.now() < end);
