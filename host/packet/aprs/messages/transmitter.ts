/** What takes KISS bytes to a TNC, while one is there. */
export interface Transmitter {
  send(bytes: Uint8Array): Promise<void>;
}
