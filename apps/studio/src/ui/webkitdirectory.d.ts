import 'react';

declare module 'react' {
  // Its type parameter has to be named as React names it.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  interface InputHTMLAttributes<T> {
    /** A folder is chosen instead of files (File and Directory Entries API). */
    webkitdirectory?: '';
  }
}
