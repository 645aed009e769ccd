import { systemClock } from '../../../base/index.js';
import { formatLine } from '../../../link/index.js';
import { Button, Failed, Status, Stop } from '../shell/parts.js';
import { words } from '../shell/words.js';
import { Choose } from '../wire/choose.js';
import { simulated } from '../wire/simulated.js';
import { AdapterTable } from './adapter-table.js';
import { Labels } from './labels.js';
import { ModuleForm } from './module-form.js';
import { ModuleJob, type ModuleStage, stepText } from './module-job.js';
import { Warnings } from './warnings.js';

const job = new ModuleJob(systemClock);

/** An HC-06 on a USB adapter: found, set, verified. */
export function ModuleDoor() {
  const { module: texts, wire, page } = words.value;
  const stage = job.stage.value;
  return (
    <>
      <p>{texts.about}</p>
      <Choose
        job={job}
        choose={wire.chooseAdapter}
        simulated={() => simulated('hc06', { baud: '38400' }, systemClock)}
      />
      <Failed failure={job.failure.value} />
      {stage.kind === 'unknown' && (
        <Button kind="go" disabled={!job.connection.value || job.isBusy.value} onTap={() => void job.find()}>
          {texts.find}
        </Button>
      )}
      {stage.kind === 'searching' && <Status>{texts.searching(stage.line, stage.leftS)}</Status>}
      {stage.kind === 'found' && <ModuleForm job={job} module={stage.module} />}
      {stage.kind === 'planned' && <Plan {...stage} />}
      {stage.kind === 'writing' && <Status>{texts.writing(stage.now)}</Status>}
      {stage.kind === 'written' && <Written {...stage} />}
      <Stop job={job}>{page.stop}</Stop>
      <Labels labels={job.labels.value} />
      <AdapterTable />
    </>
  );
}

function Plan({ module, plan, warnings }: ModuleStage & { readonly kind: 'planned' }) {
  const texts = words.value.module;
  return (
    <section aria-label={texts.plan}>
      <h2>{plan.length === 0 ? texts.nothingToWrite : texts.willBeWritten}</h2>
      <ul>
        {plan.map((step) => (
          <li key={step.setting}>
            {stepText(step)}
            <strong>{step.to}</strong>
          </li>
        ))}
      </ul>
      <Warnings warnings={warnings} />
      <div>
        {plan.length > 0 && (
          <Button kind="go" disabled={job.isBusy.value} onTap={() => void job.write(module, plan)}>
            {texts.write}
          </Button>
        )}
        <Button disabled={job.isBusy.value} onTap={() => job.change(module)}>
          {texts.change}
        </Button>
      </div>
    </section>
  );
}

function Written({ module, result }: ModuleStage & { readonly kind: 'written' }) {
  const texts = words.value.module;
  return (
    <section aria-label={texts.result}>
      <Status>{texts.done(formatLine(result.line), result.waiting.length > 0)}</Status>
      <ul>
        {result.applied.map(({ setting, value, answer }) => (
          <li key={setting}>
            {texts.settings[setting]} {value}
            {answer && texts.says(answer)}
          </li>
        ))}
      </ul>
      <Warnings warnings={result.warnings} />
      <Button onTap={() => job.change(module)}>{texts.another}</Button>
    </section>
  );
}
