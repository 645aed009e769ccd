#!/usr/bin/env node
import { terminalIo } from './io.js';
import { main } from './main.js';

process.exitCode = await main(process.argv.slice(2), terminalIo());
