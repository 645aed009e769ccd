import { failureOf } from '../shell/failure.js';
import type { Job } from '../shell/job.js';
import { Button } from '../shell/parts.js';
import { choosePort } from './choose-port.js';
import type { Connection } from './connection.js';
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
  const take = async (): Promise<void> => {
    try {
      job.connection.value = await choosePort();
      job.failure.value = undefined;
    } catch (error) {
      job.failure.value = failureOf(error);
    }
  };
  return (
    <section aria-label="Connection">
      {chosen && <p>Connected through: {chosen.name}</p>}
      {typeof serial === 'string' && <p class="small">{WITHOUT_SERIAL[serial]}</p>}
      <div hidden={job.isBusy.value}>
        <Button disabled={typeof serial === 'string'} onTap={() => void take()}>
          Choose {what}
        </Button>
        <Button
          onTap={() => {
            job.connection.value = simulated();
            job.failure.value = undefined;
          }}
        >
          Take a simulated one
        </Button>
      </div>
    </section>
  );
}
