import { systemClock } from '../../../base/index.js';
import { Button, Failed, Status, Stop } from '../shell/parts.js';
import { Tour } from './tour.js';

const tour = new Tour(systemClock);

/** The whole way on simulated devices, for somebody who has nothing at hand. */
export function TourDoor() {
  const { lines, isDone, isBusy, failure } = tour;
  return (
    <>
      <p>
        Everything here is simulated in this page: a module at a rate that nobody knows, a TM-D700, and the
        air. Nothing is transmitted.
      </p>
      <Button kind="go" disabled={isBusy.value} onTap={() => void tour.start()}>
        {isDone.value ? 'Once more' : 'Start'}
      </Button>
      <Failed failure={failure.value} />
      <ol class="steps">
        {lines.value.map(({ text, isTitle }, index) => (
          <li key={index} class={isTitle ? 'title' : 'small'}>
            {text}
          </li>
        ))}
      </ol>
      <Status>{isDone.value && 'Done. With your own devices: the doors Bluetooth module and Radio.'}</Status>
      <Stop job={tour}>Stop</Stop>
    </>
  );
}
