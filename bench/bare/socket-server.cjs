// The baseline of the helper: Node with a server on a Unix socket, and nothing else.
/* eslint-disable @typescript-eslint/no-require-imports -- a program of its own, in CommonJS as the helper's bundle is */
require('node:net').createServer().listen(process.argv[2]);
