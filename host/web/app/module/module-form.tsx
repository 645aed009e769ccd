import { useSignal } from '@preact/signals';
import type { FoundModule } from '../../../hc06/index.js';
import { formatLine } from '../../../link/index.js';
import { Button, Field, Status } from '../shell/parts.js';
import { words } from '../shell/words.js';
import type { ModuleJob } from './module-job.js';
import { Warnings } from './warnings.js';

interface FormProps {
  readonly job: ModuleJob;
  readonly module: FoundModule;
}

/** What the family of this module can be set to. */
export function ModuleForm({ job, module }: FormProps) {
  const { module: texts, page } = words.value;
  const name = useSignal('');
  const pin = useSignal('');
  const baud = useSignal('');
  const { dialect } = module;
  const rates = [...dialect.baudCodes.keys()].sort((a, b) => a - b);
  return (
    <section aria-label={texts.form}>
      <Status>{texts.found(module.version, dialect.title, formatLine(module))}</Status>
      <Warnings warnings={module.warnings} />
      {dialect.settings.name && (
        <Field label={texts.name} text={name} maxLength={dialect.nameLength.max} placeholder={page.asItIs} />
      )}
      {dialect.settings.pin && (
        <Field
          label={texts.pin(dialect.pinDigits)}
          text={pin}
          inputMode="numeric"
          maxLength={dialect.pinDigits}
          placeholder={page.asItIs}
        />
      )}
      {dialect.settings.baud && (
        <label>
          {texts.rate}
          <select
            value={baud.value}
            onChange={({ currentTarget }) => {
              baud.value = currentTarget.value;
            }}
          >
            <option value="">{page.asItIs}</option>
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
        {texts.show}
      </Button>
    </section>
  );
}
