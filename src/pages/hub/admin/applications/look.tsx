/**
 * How an application looks on the way to it. Fields: `logo` (a file), `remove_logo`, `accent`, `terms_uri`, `policy_uri`,
 * `allow_passkey`, `ways_in` (one a line); hidden: `csrf`. Colours of the preview stand in SVG attributes, as everywhere.
 */
import type { Paint } from "../../../accent.ts";
import { Button, ButtonLink } from "../../../parts/button.tsx";
import { Card } from "../../../parts/card.tsx";
import { Switch } from "../../../parts/choice.tsx";
import { type FieldErrors, FileField, TextArea, TextField } from "../../../parts/field.tsx";
import { PostForm } from "../../../parts/form.tsx";
import { Said } from "../../../parts/said.tsx";
import { ApplicationTile } from "../../../parts/tile.tsx";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";

export interface LookValues {
  readonly accent: string;
  readonly terms_uri: string;
  readonly policy_uri: string;
  readonly allow_passkey: boolean;
  /** One a line. */
  readonly ways_in: string;
}

type Theme = "light" | "dark";

export interface AdminLookProps extends AdminPageProps {
  readonly application: { readonly name: string; readonly logo: string | null; readonly href: string };
  readonly values: LookValues;
  readonly fieldErrors: FieldErrors<keyof LookValues | "logo">;
  readonly knownWays: readonly string[];
  /** The stored colour as it is used, and in which themes it had to be moved; null where there is none. */
  readonly paint: (Readonly<Record<Theme, Paint>> & { readonly moved: readonly Theme[] }) | null;
  readonly action: string;
  /** The sign-in page as people see it. */
  readonly previewHref: string;
}

const GROUND: Readonly<Record<Theme, string>> = { light: "#ffffff", dark: "#151d1a" };

const Swatch = ({ t, theme, paint }: Pick<AdminLookProps, "t"> & { readonly theme: Theme; readonly paint: Paint }) => {
  const text = t.look.console;
  return (
    <figure class="look-swatch">
      <svg viewBox="0 0 240 96" width="240" height="96" aria-hidden="true" focusable="false">
        <rect width="240" height="96" rx="12" fill={GROUND[theme]} />
        <rect x="16" y="16" width="208" height="36" rx="9" fill={paint.fill} />
        <text x="120" y="39" text-anchor="middle" font-size="14" font-weight="600" fill={paint.onFill}>
          {text.button}
        </text>
        <text x="120" y="76" text-anchor="middle" font-size="14" text-decoration="underline" fill={paint.ink}>
          {text.link}
        </text>
      </svg>
      <figcaption class="small muted">{text[theme]}</figcaption>
    </figure>
  );
};

const Preview = ({ t, paint, previewHref }: Pick<AdminLookProps, "t" | "paint" | "previewHref">) => {
  const text = t.look.console;
  const [first] = paint?.moved ?? [];
  const word = first === undefined ? text.exact : text.moved[(paint?.moved.length ?? 0) > 1 ? "both" : first];
  return (
    <Card id="preview" title={text.preview} lead={text.previewLead}>
      <div class="stack">
        {paint && (
          <>
            <div class="row">
              <Swatch t={t} theme="light" paint={paint.light} />
              <Swatch t={t} theme="dark" paint={paint.dark} />
            </div>
            <p class="small">{word}</p>
          </>
        )}
        <p>
          <ButtonLink href={previewHref}>{text.onPage}</ButtonLink>
        </p>
      </div>
    </Card>
  );
};

export const AdminLookPage = (props: AdminLookProps) => {
  const { t, csrf, application, values, fieldErrors, knownWays, paint, action, previewHref } = props;
  const text = t.look.console;
  return (
    <AdminFrame
      page={props}
      section="applications"
      title={text.pageTitle}
      lead={text.lead}
      before={<ApplicationTile name={application.name} logo={application.logo} large />}
      below={{ title: <Said>{application.name}</Said>, href: application.href }}
    >
      <Preview t={t} paint={paint} previewHref={previewHref} />
      <PostForm action={action} csrf={csrf} class="cards" upload>
        <Card id="look" title={text.title}>
          <div class="stack">
            <FileField
              t={t}
              name="logo"
              label={text.logo}
              hint={application.logo === null ? text.logoHint : `${text.logoHint} ${text.logoKept}`}
              error={fieldErrors.logo}
              accept="image/png,image/jpeg,image/webp"
              optional
            />
            {application.logo !== null && <Switch name="remove_logo" label={text.removeLogo} on={false} />}
            <TextField
              t={t}
              name="accent"
              label={text.accent}
              hint={text.accentHint}
              value={values.accent}
              error={fieldErrors.accent}
              autocomplete="off"
              optional
            />
            {(["terms_uri", "policy_uri"] as const).map((name) => (
              <TextField
                t={t}
                name={name}
                type="url"
                label={name === "terms_uri" ? text.termsUri : text.policyUri}
                hint={text.addressHint}
                value={values[name]}
                error={fieldErrors[name]}
                autocomplete="off"
                optional
              />
            ))}
            <Switch name="allow_passkey" label={text.allowPasskey} on={values.allow_passkey} />
            <TextArea
              t={t}
              name="ways_in"
              label={text.waysIn}
              hint={text.waysInHint(knownWays.join(", "))}
              value={values.ways_in}
              error={fieldErrors.ways_in}
              rows={5}
              optional
            />
          </div>
        </Card>
        <div class="form-end">
          <Button kind="primary">{t.common.save}</Button>
        </div>
      </PostForm>
    </AdminFrame>
  );
};
