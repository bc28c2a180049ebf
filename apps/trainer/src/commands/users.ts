import { createInterface } from 'node:readline/promises';
import {
  AccountRefused,
  INVITATION_DAYS,
  invite,
  listUsers,
  removeUser,
  resetPassword,
  type UserSummary,
} from '@atelier/db';
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
        const password = await resetPassword(email).catch(refused);
        console.log(`The new password of ${email}: ${password}`);
      }),
    );
  command
    .command('remove')
    .description(
      'Remove an account, and with it for good the photos, paintings, trainings and styles of whoever has it',
    )
    .argument('<email>', 'the address that they sign in with')
    .option('--yes', 'do not ask')
    .action((email: string, { yes }: { yes?: boolean }) => withDatabase(() => remove(email, yes ?? false)));
}

function refused(error: unknown): never {
  if (error instanceof AccountRefused) throw new UsageError(error.message, { cause: error });
  throw error;
}

async function remove(email: string, sure: boolean): Promise<void> {
  const user = (await listUsers()).find((each) => each.email === email.toLowerCase());
  if (!user) throw new UsageError(`nobody has an account as ${email}`);
  console.log(`With the account of ${user.name} (${user.email}) go for good: ${amounts(user)}, and films.`);
  console.log("Styles that they share stay for everybody, and are the first administrator's from then on.");
  if (!sure) {
    if (!process.stdin.isTTY) throw new UsageError('nothing is removed: say --yes where nobody can be asked');
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    const answer = await terminal.question('Remove it? Type yes: ');
    terminal.close();
    if (answer.trim() !== 'yes') throw new UsageError('nothing is removed');
  }
  await removeUser(email).catch(refused);
  console.log(`Removed the account of ${email}`);
}

const amounts = ({ photos, paintings, styles, runs }: UserSummary) =>
  `${photos} photos, ${paintings} paintings, ${styles} styles, ${runs} runs`;

async function list(): Promise<void> {
  const users = await listUsers();
  if (users.length === 0) return console.log('Nobody has an account yet');
  for (const user of users) console.log(`${user.email}\t${user.name}\t${user.role}\t${amounts(user)}`);
}
