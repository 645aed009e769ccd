import { get, type IncomingMessage } from 'node:http';

/** A phone that follows the stream over a real socket, and goes on where it was when it comes back. */
class Client {
  heardBytes = 0;
  #lastId: string | undefined;
  #stream: IncomingMessage | undefined;

  constructor(private readonly url: string) {}

  async open(): Promise<void> {
    const headers = this.#lastId === undefined ? {} : { 'last-event-id': this.#lastId };
    const stream = await new Promise<IncomingMessage>((resolve, reject) => {
      get(this.url, { agent: false, headers }, resolve).on('error', reject);
    });
    stream.setEncoding('utf8').on('data', (text: string) => {
      this.heardBytes += text.length;
      const at = text.lastIndexOf('id: ');
      if (at >= 0) this.#lastId = text.slice(at + 'id: '.length, text.indexOf('\n', at));
    });
    stream.on('error', () => {}); // the server closes them in the end
    this.#stream = stream;
  }

  /** Without a word, as a phone that is out of reach. */
  drop(): void {
    this.#stream?.destroy();
  }
}

/** Twenty phones, or so. */
export class Clients {
  private constructor(private readonly clients: readonly Client[]) {}

  static async open(count: number, port: number): Promise<Clients> {
    const url = `http://127.0.0.1:${port}/api/events`;
    const clients = Array.from({ length: count }, () => new Client(url));
    for (const client of clients) await client.open();
    return new Clients(clients);
  }

  /** What the one that heard least has heard, bytes. */
  get leastHeardBytes(): number {
    return Math.min(...this.clients.map(({ heardBytes }) => heardBytes));
  }

  /** Some are gone for a moment. */
  async comeAndGo(): Promise<void> {
    for (const client of this.clients.slice(0, 3)) {
      client.drop();
      await client.open();
    }
  }
}
