import { lPerSBarToM3PerSPa } from '../../../units.js';

/** Flow capacity of a part, as ISO 6358 measures it. */
export interface Conductance {
  /** Sonic conductance C, l/(s bar): free liters a second per bar (absolute) at the inlet while choked. */
  readonly lPerSBar: number;
  /** Critical ratio b: outlet over inlet pressure (absolute) below which the flow is choked. */
  readonly criticalRatio: number;
}

/** Reference air of ISO 6358 and ISO 8778 (ANR): 20 degrees, 1 bar, 65 % humidity. */
const REFERENCE_KG_PER_M3 = 1.185;
const REFERENCE_K = 293.15;

/**
 * Above this ratio the flow is taken as laminar, in proportion to the pressure difference: at 1 the slope of the
 * ellipse is infinite. Simscape's and MapleSim's ISO 6358 orifices do the same at 0.999.
 */
const LAMINAR_RATIO = 0.999;

/**
 * Flow through one part, in either direction, with its slopes for an implicit solver. With r = p2 / p1
 * (absolute, p1 the higher one):
 *
 *     choked    r <= b      m = C rho0 p1 sqrt(T0 / T1)
 *     subsonic  r >  b      m = C rho0 p1 sqrt(T0 / T1) sqrt(1 - ((r - b) / (1 - b))^2)
 *     laminar   r >  0.999  linear from there to 0 at r = 1
 *
 * Source: ISO 6358-1; MapleSim help "Air Orifice ISO6358"; SOURCES.md#conductance.
 */
export class FlowPath {
  readonly #b: number;
  readonly #scale: number;
  readonly #laminarSlope: number;
  /** Flow of the last {@link evaluate}, kg/s; negative when air flows back. */
  kgPerS = 0;
  /** Slope of the flow by the pressure at its beginning, kg/(s Pa); never negative. */
  slopeFrom = 0;
  /** Slope of the flow by the pressure at its end, kg/(s Pa); never positive. */
  slopeTo = 0;

  constructor(conductance: Conductance) {
    const { lPerSBar, criticalRatio } = conductance;
    if (!(lPerSBar >= 0 && criticalRatio >= 0 && criticalRatio < LAMINAR_RATIO)) {
      throw new RangeError(`no conductance: C ${lPerSBar} l/(s bar), b ${criticalRatio}`);
    }
    this.#b = criticalRatio;
    this.#scale = lPerSBarToM3PerSPa(lPerSBar) * REFERENCE_KG_PER_M3 * Math.sqrt(REFERENCE_K);
    const ratio = (LAMINAR_RATIO - criticalRatio) / (1 - criticalRatio);
    this.#laminarSlope = Math.sqrt(1 - ratio * ratio) / (1 - LAMINAR_RATIO);
  }

  /** Flow from the first side to the second, kg/s; sets the three fields. */
  evaluate(fromPa: number, fromK: number, toPa: number, toK: number): number {
    if (fromPa >= toPa) {
      this.#downhill(fromPa, fromK, toPa);
      return this.kgPerS;
    }
    this.#downhill(toPa, toK, fromPa);
    const { slopeFrom } = this;
    this.kgPerS = -this.kgPerS;
    this.slopeFrom = -this.slopeTo;
    this.slopeTo = -slopeFrom;
    return this.kgPerS;
  }

  /** No flow: the part is shut. */
  stop(): void {
    this.kgPerS = 0;
    this.slopeFrom = 0;
    this.slopeTo = 0;
  }

  #downhill(highPa: number, highK: number, lowPa: number): void {
    const scale = this.#scale / Math.sqrt(highK);
    if (lowPa <= this.#b * highPa) {
      this.kgPerS = scale * highPa;
      this.slopeFrom = scale;
      this.slopeTo = 0;
    } else if (lowPa > LAMINAR_RATIO * highPa) {
      this.slopeFrom = scale * this.#laminarSlope;
      this.slopeTo = -this.slopeFrom;
      this.kgPerS = this.slopeFrom * (highPa - lowPa);
    } else {
      const span = 1 - this.#b;
      const beyond = (lowPa - this.#b * highPa) / span;
      const root = Math.sqrt(highPa * highPa - beyond * beyond);
      this.kgPerS = scale * root;
      this.slopeFrom = (scale * (highPa + (beyond * this.#b) / span)) / root;
      this.slopeTo = (-scale * beyond) / (span * root);
    }
  }
}
