// Bundles the widget into the one file that the server serves; `--tests` bundles its tests instead.
import { readdirSync } from "node:fs";
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

const shared = {
  absWorkingDir: here,
  bundle: true,
  plugins: [stylesAsText, fewConstructs],
  // The package's own browser build decodes with innerHTML, which Trusted Types forbid.
  alias: { "decode-named-character-reference": "./src/no-named-references.ts" },
  target: "es2022",
  logLevel: "warning",
};

if (process.argv.includes("--tests")) {
  const tests = readdirSync(join(here, "test")).filter((name) => name.endsWith(".test.ts"));
  await build({
    ...shared,
    entryPoints: tests.map((name) => join("test", name)),
    outdir: "build/test",
    outExtension: { ".js": ".mjs" },
    format: "esm",
    platform: "node",
  });
} else {
  await build({
    ...shared,
    entryPoints: ["src/main.ts"],
    outfile: output,
    format: "iife",
    minify: true,
    legalComments: "eof",
  });
}
