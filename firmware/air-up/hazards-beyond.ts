/** Something that no software can guard, and what does. */
export interface Beyond {
  readonly hazard: string;
  readonly why: string;
  readonly guards: string;
}

/** What software can't guard against. */
export const BEYOND: readonly Beyond[] = [
  {
    hazard: 'The tire bursts',
    why: 'a damaged tire may burst below its maximum',
    guards:
      'the person: inspect it first, stand beside it and not in front; a tire shop after driving it flat',
  },
  {
    hazard: 'The fill valve sticks open, and there is no relay',
    why: 'nothing else can stop the pump: up to what the switch allows goes into the tire',
    guards: 'a relay before the switch; the relief valve; the person, who takes the hose off',
  },
  {
    hazard: 'The fill valve sticks open, and there is a tank',
    why: 'it is noticed, but the air in the tank flows into the tire with the pump off: 20 psi more in a small tire',
    guards: 'the person, who takes the hose off; a tap between tank and valve',
  },
  {
    hazard: 'The valve is stuck open before the start, and the line has the pressure of a full tire',
    why: 'one sensor in the hose sees the line, and takes it for a tire at rest',
    guards: 'the person: 30 psi in a flat tire is a reason to check',
  },
  {
    hazard: 'The pressure switch welds shut',
    why: 'the pump keeps running against a full line while nothing draws air',
    guards: 'the relief valve; the relay, when the job ends',
  },
  {
    hazard: 'The relay welds shut',
    why: 'software switches a coil, and does not see the contact',
    guards: 'the pressure switch and the relief valve; the fuse, pulled by hand',
  },
  {
    hazard: 'The sensor reads wrong, but not obviously',
    why: 'one sensor has nothing to be compared with; a jump in the middle of a job leads to wrong flow parameters',
    guards: 'a gauge, once in a while (onair air calibrate); the relief valve',
  },
  {
    hazard: 'The sensor creeps, or its port is half blocked',
    why: 'a slow change looks like air: 0.05 psi/s made 7 psi, a lag of 30 s 17 psi on the second plant',
    guards: 'a gauge on a tire that is done',
  },
  {
    hazard: 'The hose is put on the wrong tire',
    why: 'a hose can not tell which tire it is on; if no reading is odd, nothing is asked: the result is off by up to 30 psi',
    guards: 'the person: the name on the screen; an impossible start pressure is a reason to check',
  },
  {
    hazard: 'The chuck hisses',
    why: 'air that is lost past the core looks like cooling: C 0.2 made 3 psi on the second plant',
    guards: 'the person, who hears it',
  },
  {
    hazard: 'The maximum is typed wrong',
    why: 'software knows the sidewall only as it was typed',
    guards: 'the person; the ceiling of 80 psi',
  },
  {
    hazard: 'The cable from the battery chafes and burns',
    why: '50 A are switched, and software sees none of them',
    guards: 'a fuse at the battery, by the size of the cable',
  },
  {
    hazard: 'The hose whips when a coupling comes apart',
    why: 'the air stored in the hose drives it',
    guards: 'a hose and couplings that are made for it; a shut valve before the chuck is pulled',
  },
];
