/** Destination call of what onair sends: APZ is for software without an allocation (aprsorg/aprs-deviceid). */
export const TOCALL = 'APZONA';
