#!/usr/bin/env node
import { main } from './main.js';
import { terminalIo } from './terminal/io.js';

process.exitCode = await main(process.argv.slice(2), terminalIo());
