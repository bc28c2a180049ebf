/** Imported first: the studio reads its settings as it is loaded. */
process.env.ATELIER_ACCOUNTS = 'on';
