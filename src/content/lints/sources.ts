import { type Finding, finding, type Question, type Tip } from "./lint.ts";

/** Who may be cited: those who make the thing, or set the standard for it. */
const OFFICIAL: readonly string[] = [
	// Standards bodies and security projects
	"rfc-editor.org",
	"datatracker.ietf.org",
	"ietf.org",
	"iana.org",
	"icann.org",
	"w3.org",
	"whatwg.org",
	"unicode.org",
	"iso.org",
	"ieee.org",
	"pubs.opengroup.org",
	"opengroup.org",
	"ecma-international.org",
	"tc39.es",
	"json.org",
	"yaml.org",
	"toml.io",
	"semver.org",
	"owasp.org",
	"cheatsheetseries.owasp.org",
	"cwe.mitre.org",
	"openid.net",
	"oauth.net",
	"spec.openapis.org",
	"json-schema.org",
	"graphql.org",
	"developer.mozilla.org",
	"firefox-source-docs.mozilla.org",
	"web.dev",
	// Languages, runtimes and package managers
	"python.org",
	"pip.pypa.io",
	"nodejs.org",
	"docs.npmjs.com",
	"go.dev",
	"docs.oracle.com",
	"openjdk.org",
	"dev.java",
	"php.net",
	"getcomposer.org",
	"docs.ruby-lang.org",
	"ruby-lang.org",
	"rubygems.org",
	"bundler.io",
	"learn.microsoft.com",
	"typescriptlang.org",
	"clojure.org",
	"haskell.org",
	"doc.rust-lang.org",
	"typelevel.org",
	// Tools
	"git-scm.com",
	"docs.github.com",
	"docs.gitlab.com",
	"support.atlassian.com",
	"docs.aws.amazon.com",
	"gnu.org",
	"man7.org",
	"kernel.org",
	"freedesktop.org",
	"curl.se",
	"jqlang.org",
	"wordpress.org",
	"letsencrypt.org",
	"openssl.org",
	"bind9.readthedocs.io",
	"docs.djangoproject.com",
	// Databases
	"sqlite.org",
	"postgresql.org",
	"dev.mysql.com",
	"mongodb.com",
	"redis.io",
	// People and process
	"gov",
	"gov.uk",
	"sfia-online.org",
	"agilemanifesto.org",
	"scrumguides.org",
	"google.github.io",
	"sre.google",
	"opensource.guide",
	"plainlanguage.gov",
	"chiark.greenend.org.uk",
	"martinfowler.com",
	"doi.org",
	"acm.org",
];

/** L17: every item names where it is written, by those who know. */
export function sourceFindings(entry: Question | Tip): readonly Finding[] {
	return entry.value.sources.flatMap((source, at) => {
		if (isOfficial(source.url) || ("classic" in source && source.classic === true)) return [];
		const host = new URL(source.url).hostname;
		const text = `${host} is not on the list of official sources: cite the standard or the maker's manual, or mark a named book or paper \`classic: true\``;
		return [finding(entry, "L17", "error", ["sources", at], text)];
	});
}

function isOfficial(url: string): boolean {
	const host = new URL(url).hostname.replace(/^www\./, "");
	return OFFICIAL.some((one) => host === one || host.endsWith(`.${one}`));
}
