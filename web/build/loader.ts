// Builds the script that host pages name: a plain <script src> may load it, and it leaves no name on their page.
import { build, type Plugin, type Rollup } from "vite";

/** `source` becomes `fileName`; in it CHAT_WINDOW stands for the built window's address, seen from there. */
export function loader(source: string, fileName: string): Plugin {
  return {
    name: "loader",
    generateBundle: {
      order: "post",
      async handler(_options, bundle) {
        const window = Object.values(bundle).find((file) => file.type === "chunk" && file.isEntry);
        if (!window) return this.error("the window is missing");
        const built = (await build({
          configFile: false,
          publicDir: false,
          logLevel: "warn",
          define: { CHAT_WINDOW: JSON.stringify(`./${window.fileName}`) },
          build: {
            write: false,
            target: "es2022",
            lib: { entry: source, formats: ["iife"], name: "unused", fileName: () => fileName },
          },
        })) as Rollup.RollupOutput[];
        const script = built[0]?.output[0].code;
        if (!script) return this.error(`${source} gave no script`);
        this.emitFile({ type: "asset", fileName, source: script });
      },
    },
  };
}
