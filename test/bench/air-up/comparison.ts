import { median, most, quantile, shareOf, sum } from '../statistics.js';
import { figure, percent, table } from '../table.js';
import type { Outcome } from './play/outcome.js';
import { CONTROLLERS, type ControllerName, type Played, ratioOf } from './play/played.js';

/** All controllers over the same jobs: one column each. */
export function comparison(played: readonly Played[]): string {
  const outcomes = (name: ControllerName): Outcome[] => played.map(({ by }) => by[name]);
  const ratios = (name: ControllerName): number[] => played.map((one) => ratioOf(one, one.by[name]));
  const limitStarts = sum(played.map(({ limit }) => limit.starts));
  const row = (what: string, tell: (name: ControllerName) => string): string[] => [
    what,
    ...CONTROLLERS.map(tell),
  ];
  const figures = (pick: (outcome: Outcome) => number, share: number, name: ControllerName): number =>
    quantile(outcomes(name).map(pick), share);
  const share = (name: ControllerName, passes: (outcome: Outcome) => boolean): string =>
    percent(shareOf(outcomes(name), passes), 2);
  const error = ({ errorPsi }: Outcome): number => Math.abs(errorPsi);
  return table(
    ['', ...CONTROLLERS],
    [
      row('time / limit, median', (name) => figure(median(ratios(name)), 3)),
      row('time / limit, p95', (name) => figure(quantile(ratios(name), 0.95), 3)),
      row('time / limit, p99', (name) => figure(quantile(ratios(name), 0.99), 3)),
      row('valve cycles, median', (name) =>
        figure(
          figures(({ valveCycles }) => valveCycles, 0.5, name),
          0,
        ),
      ),
      row('valve cycles, p99', (name) =>
        figure(
          figures(({ valveCycles }) => valveCycles, 0.99, name),
          0,
        ),
      ),
      row('pump starts, mean', (name) =>
        figure(sum(outcomes(name).map(({ pumpStarts }) => pumpStarts)) / played.length),
      ),
      row('pump starts / limit', (name) =>
        figure(sum(outcomes(name).map(({ pumpStarts }) => pumpStarts)) / limitStarts),
      ),
      row('pump starts, p99', (name) =>
        figure(
          figures(({ pumpStarts }) => pumpStarts, 0.99, name),
          0,
        ),
      ),
      row('error, median, psi', (name) => figure(figures(error, 0.5, name))),
      row('error, p99, psi', (name) => figure(figures(error, 0.99, name))),
      row('error it reads, p99', (name) =>
        figure(figures(({ readErrorPsi }) => Math.abs(readErrorPsi), 0.99, name)),
      ),
      row('error at most 0.5 psi', (name) => share(name, (outcome) => error(outcome) <= 0.5)),
      row('overshoot, p99, psi', (name) => figure(figures(({ overshootPsi }) => overshootPsi, 0.99, name))),
      row('overshoot, worst, psi', (name) =>
        figure(most(outcomes(name).map(({ overshootPsi }) => overshootPsi))),
      ),
      row('more than 1 psi over', (name) => share(name, ({ overshootPsi }) => overshootPsi > 1)),
      row('above its maximum', (name) => share(name, ({ aboveMaxPsi }) => aboveMaxPsi > 0)),
      row('not finished', (name) => share(name, ({ timeS }) => timeS === Number.POSITIVE_INFINITY)),
    ],
  );
}
