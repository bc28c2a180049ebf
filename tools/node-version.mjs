// Imported before anything else: what comes after needs this version of Node.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `Atelier needs Node 20.19 or newer, and this is ${process.versions.node}: install one from your package manager, or with nvm\n`,
  );
  process.exit(1);
}
