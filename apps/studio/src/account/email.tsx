import { Fragment } from 'react';

/** An e-mail address: where a line is too short for it, it breaks before its @ and its dots, not within a word. */
export const Email = ({ address }: { address: string }) =>
  address.split(/(?=[@.])/).map((part, at) => (
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ));
