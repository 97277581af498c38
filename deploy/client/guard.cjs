// Loaded before Microsoft's test client (node --require), to keep it on this machine.
//
// The client listens on every network interface and lets whoever reaches it speak as the person it shows, and
// its telemetry library calls out even when telemetry is switched off. Here it listens on the loopback
// interface only, connects to the loopback interface only, and ends when the program that started it ends.
"use strict";

const dns = require("dns");
const net = require("net");

const LOOPBACK = "127.0.0.1";

function isLoopback(host) {
  return host === undefined || host === null || host === "localhost" || host === "::1" || /^127\./.test(host);
}

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (port, ...rest) {
  if (typeof port !== "number") throw new Error("The test client may listen on a loopback port only.");
  const callback = rest.find((argument) => typeof argument === "function");
  return listen.call(this, { port, host: LOOPBACK }, callback);
};

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...given) {
  // Node's own callers pass one array of already sorted arguments; others pass options, or a port and a host.
  const [first, second] = Array.isArray(given[0]) ? given[0] : given;
  const host = typeof first === "object" && first !== null ? first.host : typeof second === "string" ? second : undefined;
  if (isLoopback(host)) return connect.apply(this, given);
  process.nextTick(() => this.destroy(new Error(`The test client may not connect to ${host}.`)));
  return this;
};

const lookup = dns.lookup;
dns.lookup = function (host, ...rest) {
  if (isLoopback(host)) return lookup.call(this, host, ...rest);
  const callback = rest.find((argument) => typeof argument === "function");
  process.nextTick(() => callback(new Error(`The test client may not look up ${host}.`)));
};

process.stdin.on("end", () => process.exit(0));
process.stdin.on("error", () => process.exit(0));
process.stdin.resume();
