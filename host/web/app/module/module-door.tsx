import { useSignal } from '@preact/signals';
import { systemClock } from '../../../base/index.js';
import type { FoundModule } from '../../../hc06/index.js';
import { formatLine } from '../../../link/index.js';
import { Button, Failed, Field, Status, Stop } from '../shell/parts.js';
import { Choose } from '../wire/choose.js';
import { simulated } from '../wire/simulated.js';
import { ModuleJob } from './module-job.js';

const job = new ModuleJob(systemClock);

/** An HC-06 on a USB adapter: found, set, verified. */
export function ModuleDoor() {
  const stage = job.stage.value;
  return (
    <>
      <p>
        Wire the module to a USB adapter: TXD to RXD, RXD to TXD, GND and its supply. No phone may be
        connected to it.
      </p>
      <Choose
        job={job}
        what="the USB adapter"
        simulated={() => simulated('hc06', { baud: '38400' }, systemClock)}
      />
      <Failed failure={job.failure.value} />
      {stage.kind === 'unknown' && (
        <Button kind="go" disabled={!job.connection.value || job.isBusy.value} onTap={() => void job.find()}>
          Find the module
        </Button>
      )}
      {stage.kind === 'searching' && (
        <Status>
          Asking at {stage.line}; at most {stage.leftS} s more. Nothing is written.
        </Status>
      )}
      {stage.kind === 'found' && <Form module={stage.module} />}
      {stage.kind === 'planned' && (
        <section aria-label="Plan">
          <h2>{stage.plan.length === 0 ? 'All of it is so already' : 'This will be written'}</h2>
          <ul>
            {stage.plan.map(({ setting, from, to }) => (
              <li key={setting}>
                {setting}: {from ?? '(can’t be read)'} to <strong>{to}</strong>
              </li>
            ))}
          </ul>
          {stage.warnings.map((warning) => (
            <p key={warning} class="warning">
              {warning}
            </p>
          ))}
          <div>
            {stage.plan.length > 0 && (
              <Button
                kind="go"
                disabled={job.isBusy.value}
                onTap={() => void job.write(stage.module, stage.plan)}
              >
                Write it
              </Button>
            )}
            <Button disabled={job.isBusy.value} onTap={() => job.change(stage.module)}>
              Change something
            </Button>
          </div>
        </section>
      )}
      {stage.kind === 'writing' && <Status>Writing {stage.now} …</Status>}
      {stage.kind === 'written' && (
        <section aria-label="Result">
          <Status>
            Done: the module answers at {formatLine(stage.result.line)}
            {stage.result.waiting.length > 0 && '; switch it off and on: what changed counts from then on'}.
          </Status>
          <ul>
            {stage.result.applied.map(({ setting, value, answer }) => (
              <li key={setting}>
                {setting} {value}
                {answer && ` (it says ${answer})`}
              </li>
            ))}
          </ul>
          <Button onTap={() => job.change(stage.module)}>Set something else</Button>
        </section>
      )}
      <Stop job={job}>Stop</Stop>
    </>
  );
}

function Form({ module }: { readonly module: FoundModule }) {
  const name = useSignal('');
  const pin = useSignal('');
  const baud = useSignal('');
  const { dialect } = module;
  const rates = [...dialect.baudCodes.keys()].sort((a, b) => a - b);
  return (
    <section aria-label="Settings">
      <Status>
        Found {module.version || 'a module'} ({dialect.title}) at {formatLine(module)}.
      </Status>
      {module.warnings.map((warning) => (
        <p key={warning} class="warning">
          {warning}
        </p>
      ))}
      {dialect.settings.name && (
        <Field label="Name" text={name} maxLength={dialect.nameLength.max} placeholder="as it is" />
      )}
      {dialect.settings.pin && (
        <Field
          label={`PIN, ${dialect.pinDigits} digits`}
          text={pin}
          inputMode="numeric"
          maxLength={dialect.pinDigits}
          placeholder="as it is"
        />
      )}
      {dialect.settings.baud && (
        <label>
          Rate; a TM-D700 leaves the factory with 9600
          <select
            value={baud.value}
            onChange={({ currentTarget }) => {
              baud.value = currentTarget.value;
            }}
          >
            <option value="">as it is</option>
            {rates.map((rate) => (
              <option key={rate} value={String(rate)}>
                {rate}
              </option>
            ))}
          </select>
        </label>
      )}
      <Button
        kind="go"
        disabled={job.isBusy.value}
        onTap={() => void job.plan(module, { name: name.value, pin: pin.value, baud: baud.value })}
      >
        Show what will be written
      </Button>
    </section>
  );
}
