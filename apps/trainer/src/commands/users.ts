import { AccountRefused, INVITATION_DAYS, invite, listUsers, resetPassword } from '@atelier/db';
import type { Command } from 'commander';
import { env } from '../env.ts';
import { UsageError } from '../errors.ts';
import { withDatabase } from '../worker/database.ts';

export function register(program: Command): void {
  const command = program.command('users').description("See to the studio's accounts");
  command
    .command('list')
    .description('Who has an account, and how much is theirs')
    .action(() => withDatabase(list));
  command
    .command('invite')
    .description('Print a link with which one account can be made')
    .option('--administrator', 'one that may invite others')
    .action(({ administrator }: { administrator?: boolean }) =>
      withDatabase(async () => {
        const code = await invite(administrator ? 'administrator' : 'member');
        console.log(`${new URL(env.ATELIER_URL).origin}${env.ATELIER_BASE_PATH}/join?code=${code}`);
        console.log(`It makes one account, within ${INVITATION_DAYS} days.`);
      }),
    );
  command
    .command('reset-password')
    .description('Give somebody a new password, print it, and sign them out everywhere')
    .argument('<email>', 'the address that they sign in with')
    .action((email: string) =>
      withDatabase(async () => {
        const password = await resetPassword(email).catch((error: unknown) => {
          if (error instanceof AccountRefused) throw new UsageError(error.message, { cause: error });
          throw error;
        });
        console.log(`The new password of ${email}: ${password}`);
      }),
    );
}

async function list(): Promise<void> {
  const users = await listUsers();
  if (users.length === 0) return console.log('Nobody has an account yet');
  for (const { email, name, role, photos, paintings, styles, runs } of users)
    console.log(
      `${email}\t${name}\t${role}\t${photos} photos, ${paintings} paintings, ${styles} styles, ${runs} runs`,
    );
}
