import { failureOf } from '../shell/failure.js';
import type { DoorJob } from '../shell/job.js';
import { Button } from '../shell/parts.js';
import { words } from '../shell/words.js';
import { choosePort } from './choose-port.js';
import type { Connection } from './connection.js';
import { knownPorts } from './known-ports.js';
import { browserSerial } from './serial.js';
import { sharesRadio } from './shared-radio.js';

interface ChooseProps {
  readonly job: DoorJob;
  readonly simulated: () => Connection;
  /** Text of the button that opens the browser’s list. */
  readonly choose: string;
  /** The radio at the computer that serves this page, where a door can use it. */
  readonly shared?: () => Connection;
}

/** Chooses what a door talks to: a port of this phone or computer, or a simulated device. */
export function Choose({ job, simulated, choose, shared }: ChooseProps) {
  const texts = words.value.wire;
  const serial = browserSerial();
  const chosen = job.connection.value;
  const takeChosen = async (): Promise<void> => {
    try {
      take(await choosePort());
    } catch (error) {
      job.failure.value = failureOf(error);
    }
  };
  const take = (connection: Connection): void => {
    job.connection.value = connection;
    job.failure.value = undefined;
  };
  return (
    <section aria-label={texts.label}>
      {chosen && <p>{texts.through(chosen.name)}</p>}
      {typeof serial === 'string' && <p class="small">{texts.without[serial]}</p>}
      <div hidden={job.isBusy.value}>
        {shared && sharesRadio.value && (
          <Button onTap={() => take(shared())}>{words.value.shared.use}</Button>
        )}
        <Button disabled={typeof serial === 'string'} onTap={() => void takeChosen()}>
          {choose}
        </Button>
        <Button onTap={() => take(simulated())}>{texts.takeSimulated}</Button>
        {knownPorts.value.map(({ connection, isPresent }) => (
          // By the port: a button that is about to be tapped must not become that of another one.
          <Button key={connection} disabled={!isPresent} onTap={() => take(connection)}>
            {texts.use(connection.name)}
          </Button>
        ))}
      </div>
    </section>
  );
}
