import { Button, Status } from '../../shell/parts.js';
import { words } from '../../shell/words.js';
import { placeError } from '../place/own-place.js';
import type { Beacon } from './beacon.js';

interface BeaconProps {
  readonly beacon: Beacon;
  readonly ownCall: string;
  /** Whether there is a radio in KISS to begin with. */
  readonly isReady: boolean;
  readonly start: () => void;
}

/** Switches the beacon on under the own call sign. */
export function BeaconSection({ beacon, ownCall, isReady, start }: BeaconProps) {
  const texts = words.value.beacon;
  const isOn = beacon.state.value.kind === 'on';
  return (
    <details>
      <summary>{texts.title}</summary>
      <p>{texts.about}</p>
      <Button kind="go" disabled={ownCall === '' || isOn || !isReady} onTap={start}>
        {texts.start(ownCall.toUpperCase() || '…')}
      </Button>
    </details>
  );
}

/** At the top of the door while the beacon is on; says why it ended. */
export function BeaconBanner({ beacon }: { readonly beacon: Beacon }) {
  const texts = words.value.beacon;
  const state = beacon.state.value;
  if (state.kind === 'off') return <Status>{state.end && texts.ended[state.end]}</Status>;
  const problem = beacon.problem.value;
  return (
    <div class="on-air">
      <Status>
        {texts.on(state.call, state.sent)} {texts.waits[state.waitsFor]}
      </Status>
      {problem && <p>{placeError(problem).message}</p>}
      {state.problem && <p>{state.problem}</p>}
      <Button kind="stop" onTap={() => beacon.stop()}>
        {texts.stop}
      </Button>
    </div>
  );
}
