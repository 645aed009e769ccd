import { testKills } from '../../cli/waypoints/kills.js';

testKills(1);
