import { systemClock } from '../../../base/index.js';
import { Button, Failed, Status, Stop } from '../shell/parts.js';
import { words } from '../shell/words.js';
import { Tour } from './tour.js';

const tour = new Tour(systemClock);

/** What happens now is in sight, also on a small phone. Called for each new line. */
function intoView(line: HTMLElement | null): void {
  line?.scrollIntoView({ block: 'nearest' });
}

/** The whole way on simulated devices, for somebody who has nothing at hand. */
export function TourDoor() {
  const texts = words.value.tour;
  const { lines, isDone, isBusy, failure } = tour;
  return (
    <>
      <p>{texts.about}</p>
      <Button kind="go" disabled={isBusy.value} onTap={() => void tour.start()}>
        {isDone.value ? texts.again : texts.start}
      </Button>
      <Stop job={tour}>{words.value.page.stop}</Stop>
      <Failed failure={failure.value} />
      <ol class="steps">
        {lines.value.map(({ text, kind }, index) => (
          <li key={index} ref={intoView} class={kind === 'part' ? 'title' : 'small'}>
            {text}
          </li>
        ))}
      </ol>
      <Status>{isDone.value && texts.done}</Status>
    </>
  );
}
