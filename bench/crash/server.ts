import '../lib/by-header-server.ts';
