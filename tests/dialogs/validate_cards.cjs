// Reads cards as JSON Lines, and writes for each what the reference renderer finds wrong with it, as JSON Lines.
// linkedom gives the renderer a page to draw on, so that a card that parses and can't be drawn is found too.
const path = require("node:path");
const readline = require("node:readline");
const { createRequire } = require("node:module");

const need = createRequire(path.join(process.argv[2], "package.json"));
const { parseHTML } = need("linkedom");
const { window, document } = parseHTML("<!doctype html><html><body></body></html>");
for (const name of ["HTMLElement", "HTMLButtonElement", "HTMLInputElement", "HTMLSelectElement", "HTMLTextAreaElement", "Node", "Event"]) {
  if (window[name]) globalThis[name] = window[name];
}
Object.assign(globalThis, { window, document });
// linkedom can read an element's innerText and not set it.
Object.defineProperty(window.HTMLElement.prototype, "innerText", {
  get() { return this.textContent; },
  set(words) { this.textContent = words; },
});
const { AdaptiveCard, SerializationContext, Versions } = need("adaptivecards/dist/adaptivecards.js");

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const found = [];
  try {
    const context = new SerializationContext(Versions.v1_5);
    const card = new AdaptiveCard();
    card.parse(JSON.parse(line), context);
    for (let i = 0; i < context.eventCount; i++) found.push(context.getEventAt(i).message);
    for (const failure of card.validateProperties().validationEvents) found.push(failure.message);
    if (!card.render()) found.push("nothing was drawn");
  } catch (error) {
    found.push(String(error && error.stack).split("\n").slice(0, 3).join(" | "));
  }
  process.stdout.write(JSON.stringify(found) + "\n");
});
