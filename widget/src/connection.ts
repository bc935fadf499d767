/** The connection to the server: reconnects by itself and says how it stands. */

import { io, type Socket } from "socket.io-client";
import type { Ack, ClientEvents, ClientMessage, Feedback, ServerEvents } from "./protocol";

/**
 * - `idle`: not asked to connect yet
 * - `connecting`: for the first time
 * - `online`: the server has confirmed the conversation
 * - `offline`: the server cannot be reached, another attempt follows
 * - `refused`: this website is not allowed to use the server
 */
export type Status = "idle" | "connecting" | "online" | "offline" | "refused";

/** Told by the server's events; `onStatus` also while there is no server. */
export interface Listener {
  onStatus(status: Status): void;
  onSession: ServerEvents["session_confirm"];
  onMessage: ServerEvents["user_message"];
  onTyping: ServerEvents["typing"];
  onBubble: ServerEvents["bot_bubble"];
  onTurnEnd: ServerEvents["turn_end"];
  onForgotten: ServerEvents["forgotten"];
}

const ACK_MILLISECONDS = 15_000;
const FIRST_RETRY_MILLISECONDS = 800;
const LAST_RETRY_MILLISECONDS = 10_000;

export class Connection {
  private readonly socket: Socket<ServerEvents, ClientEvents>;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private status: Status = "idle";

  /**
   * @param server origin of the server
   * @param token of the conversation, null for a new one; asked for on every attempt
   */
  constructor(
    server: string,
    token: () => string | null,
    private readonly listener: Listener,
  ) {
    this.socket = io(server, {
      path: "/socket.io",
      autoConnect: false,
      forceNew: true,
      // Straight to the WebSocket; polling is for networks that block it.
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      reconnectionDelay: FIRST_RETRY_MILLISECONDS,
      reconnectionDelayMax: LAST_RETRY_MILLISECONDS,
      auth: (give) => give({ token: token() }),
    });
    this.listen();
    addEventListener("online", this.reconnect);
    addEventListener("offline", this.lost);
  }

  get isOnline(): boolean {
    return this.status === "online";
  }

  /** Connect, unless that has begun already. */
  open(): void {
    if (this.status !== "idle") return;
    this.tell("connecting");
    this.socket.connect();
  }

  /** Connect anew, with the token that holds now. */
  reopen(): void {
    this.socket.disconnect();
    this.tell("connecting");
    this.socket.connect();
  }

  /** End it for good. */
  close(): void {
    clearTimeout(this.retry);
    removeEventListener("online", this.reconnect);
    removeEventListener("offline", this.lost);
    this.socket.off();
    this.socket.disconnect();
  }

  /** @throws where the server does not acknowledge in time */
  send(message: ClientMessage): Promise<Ack> {
    return this.socket.timeout(ACK_MILLISECONDS).emitWithAck("user_message", message);
  }

  /** @throws where the server does not acknowledge in time */
  vote(feedback: Feedback): Promise<Ack> {
    return this.socket.timeout(ACK_MILLISECONDS).emitWithAck("feedback", feedback);
  }

  /** @throws where the server does not acknowledge in time */
  forget(): Promise<Ack> {
    return this.socket.timeout(ACK_MILLISECONDS).emitWithAck("forget", {});
  }

  private listen(): void {
    const { socket, listener } = this;
    socket.on("session_confirm", (session) => {
      this.tell("online");
      listener.onSession(session);
    });
    socket.on("user_message", (message) => listener.onMessage(message));
    socket.on("typing", (state) => listener.onTyping(state));
    socket.on("bot_bubble", (message) => listener.onBubble(message));
    socket.on("turn_end", (turn) => listener.onTurnEnd(turn));
    socket.on("forgotten", () => {
      // What is sent before the new session is confirmed would belong to the one that is gone.
      this.tell("connecting");
      listener.onForgotten();
    });
    socket.on("connect_error", (error) => {
      if (error.message === "origin") {
        console.warn("Footnote: the server does not allow this website. See FOOTNOTE_WEB_ORIGINS.");
        this.tell("refused");
        return;
      }
      this.tell("offline");
      this.retryUnlessActive();
    });
    socket.on("disconnect", (reason) => {
      if (reason === "io client disconnect") return;
      this.tell("offline");
      this.retryUnlessActive();
    });
  }

  /** Socket.IO tries again by itself, except where the server said no or ended the connection. */
  private retryUnlessActive(): void {
    if (this.socket.active) return;
    clearTimeout(this.retry);
    const wait = LAST_RETRY_MILLISECONDS * (0.5 + Math.random() / 2);
    this.retry = setTimeout(() => this.socket.connect(), wait);
  }

  private readonly reconnect = (): void => {
    if (this.status !== "offline") return;
    this.socket.disconnect();
    this.socket.connect();
  };

  private readonly lost = (): void => {
    if (this.status === "online" || this.status === "connecting") this.tell("offline");
  };

  private tell(status: Status): void {
    if (status === this.status) return;
    this.status = status;
    this.listener.onStatus(status);
  }
}
