import { LEASE_CAPABILITIES, LEASE_VERSION, type LeaseCapability } from './lease-messages.js';

/** What a board reports about its lease messages. */
interface Spoken {
  readonly version: number;
  readonly capabilities: readonly LeaseCapability[];
}

/** What goes wrong without a capability, in words that follow "it". */
const WITHOUT: Readonly<Record<LeaseCapability, string>> = {
  'own-arrival': 'ends a lease late when its renewal waits behind long answers',
  rest: 'lets a pin that is toggled be on beyond its longest time',
  'two-slots': 'may lose the leases that it keeps when its power fails while they are written',
};

/** What a board of this version does not do although this program supports it, in words that follow "it". */
export function missingOn({ capabilities }: Pick<Spoken, 'capabilities'>): readonly string[] {
  return LEASE_CAPABILITIES.filter((one) => !capabilities.includes(one)).map((one) => WITHOUT[one]);
}

/** Why host and board can't talk to each other, and what helps; undefined if they can. */
export function whyNotSpoken({
  version,
}: Pick<Spoken, 'version'>): { what: string; hint: string } | undefined {
  if (version === LEASE_VERSION) return undefined;
  const isNewer = version > LEASE_VERSION;
  return {
    what: `its lease messages are version ${version}, ${isNewer ? 'newer' : 'older'} than the version ${LEASE_VERSION} that this program speaks`,
    hint: isNewer
      ? 'update onair, or write the sketch of this version to the board: onair firmware flash'
      : 'write the sketch of this very version to it: onair firmware flash',
  };
}
