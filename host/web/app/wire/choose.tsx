import { failureOf } from '../shell/failure.js';
import type { Job } from '../shell/job.js';
import { Button } from '../shell/parts.js';
import { choosePort } from './choose-port.js';
import type { Connection } from './connection.js';
import { knownPorts } from './known-ports.js';
import { browserSerial, WITHOUT_SERIAL } from './serial.js';

interface ChooseProps {
  readonly job: Job;
  readonly simulated: () => Connection;
  /** What is chosen: `the adapter`. */
  readonly what: string;
}

/** Chooses what a door talks to: a port of this phone or computer, or a simulated device. */
export function Choose({ job, simulated, what }: ChooseProps) {
  const serial = browserSerial();
  const chosen = job.connection.value;
  const choose = async (): Promise<void> => {
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
    <section aria-label="Connection">
      {chosen && <p>Connected through: {chosen.name}</p>}
      {typeof serial === 'string' && <p class="small">{WITHOUT_SERIAL[serial]}</p>}
      <div hidden={job.isBusy.value}>
        {knownPorts.value.map((port, index) => (
          <Button key={index} onTap={() => take(port)}>
            Use {port.name}
          </Button>
        ))}
        <Button disabled={typeof serial === 'string'} onTap={() => void choose()}>
          Choose {what}
        </Button>
        <Button onTap={() => take(simulated())}>Take a simulated one</Button>
      </div>
    </section>
  );
}
