// Imported before anything else: what comes after needs this version of Node.
const [major, minor] = process.versions.node.split('.').map(Number);
// As Prisma and ESLint ask for.
if (!((major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24)) {
  process.stderr.write(
    `Atelier needs Node 20.19, 22.13, 24 or newer, and this is ${process.versions.node}: install one from your package manager, or with nvm\n`,
  );
  process.exit(1);
}
