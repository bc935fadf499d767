// A tab with the widget's own client library: what comes in is written to the standard output as
// lines of JSON, [event, payload]; texts on the standard input are sent, one in a line.

import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [address, widget] = process.argv.slice(2);
const { io } = createRequire(`${widget}/package.json`)("socket.io-client");

const tell = (event, payload) => console.log(JSON.stringify([event, payload]));
const socket = io(address, {
  transports: ["websocket", "polling"],
  tryAllTransports: true,
  auth: { token: null },
});
socket.onAny(tell);
socket.on("connect_error", (error) => tell("connect_error", error.message));

for await (const line of createInterface({ input: process.stdin })) {
  socket.emit("user_message", { id: randomUUID(), text: JSON.parse(line) }, (ack) => {
    tell("ack", ack);
  });
}
socket.close();
