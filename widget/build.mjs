// Bundles the widget into the one file that the server serves.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const output = join(here, "../footnote/channels/web/static/widget.js");

/** Style sheets become minified strings, which the element adopts as constructed style sheets. */
const stylesAsText = {
  name: "styles-as-text",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { outputFiles } = await build({
        entryPoints: [path],
        bundle: true,
        minify: true,
        write: false,
      });
      return { contents: outputFiles[0].text.trim(), loader: "text" };
    });
  },
};

/** micromark reads the few constructs that bubbles use, and only those are bundled. */
const fewConstructs = {
  name: "few-constructs",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/constructs\.js$/ }, ({ importer }) =>
      importer.includes(join("node_modules", "micromark", "lib"))
        ? { path: join(here, "src/markdown-constructs.ts") }
        : undefined,
    );
  },
};

await build({
  absWorkingDir: here,
  entryPoints: ["src/main.ts"],
  outfile: output,
  bundle: true,
  format: "iife",
  target: "es2022",
  minify: true,
  legalComments: "eof",
  plugins: [stylesAsText, fewConstructs],
  logLevel: "warning",
});
