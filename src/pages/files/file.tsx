/**
 * One file: what it is, the way to save it, what may be done with it, and a look into it where browsers can give one. What is in
 * the file never becomes part of this page: pictures, sound and video are loaded as such, text is escaped, and what is a
 * document by itself (PDF, Markdown) stands in a frame, under a policy of its own.
 */
import { Button, ButtonLink } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Fact, Facts } from "../parts/facts.tsx";
import { PostForm } from "../parts/form.tsx";
import { ownPath } from "../parts/href.ts";
import { Said } from "../parts/said.tsx";
import { Size } from "../parts/size.tsx";
import { Time } from "../parts/time.tsx";
import { type Crumb, Crumbs } from "./browse.tsx";
import type { Arrangement } from "./entries.tsx";
import { FilesFrame, type FilesPageProps } from "./frame.tsx";

/** What is shown of a file. */
export type Look =
  | { readonly kind: "image"; readonly src: string }
  | { readonly kind: "document"; readonly src: string }
  /** `captions`: a file of captions (WebVTT) beside it. */
  | { readonly kind: "audio" | "video"; readonly src: string; readonly captions: string | null }
  | { readonly kind: "text"; readonly text: string; readonly isCut: boolean }
  | { readonly kind: "none" };

export interface FileProps extends FilesPageProps {
  readonly name: string;
  /** Of the folder that it is in. */
  readonly dir: string;
  readonly crumbs: readonly Crumb[];
  /** Bytes. */
  readonly size: number;
  /** Unix seconds. */
  readonly modifiedAt: number;
  readonly mediaType: string;
  readonly downloadHref: string;
  readonly openHref: string;
  readonly look: Look;
  readonly actions: readonly Arrangement[];
  readonly arrangeAction: string;
}

const Shown = ({ t, look, name }: Pick<FileProps, "t" | "look" | "name">) => {
  if (look.kind === "none") return null;
  if (look.kind === "text")
    return (
      <>
        {look.isCut && <p class="small muted">{t.files.file.cut}</p>}
        <pre class="code file-text" dir="auto">
          {look.text}
        </pre>
      </>
    );
  const src = ownPath(look.src);
  if (look.kind === "image") return <img class="file-look" src={src} alt={name} />;
  if (look.kind === "document") return <iframe class="file-frame" src={src} title={name} />;
  const Player = look.kind;
  return (
    <Player class="file-look" controls preload="metadata" src={src} aria-label={name}>
      {look.captions !== null && <track kind="captions" src={ownPath(look.captions)} />}
    </Player>
  );
};

export const FilePage = (props: FileProps) => {
  const { t, name, dir, crumbs, size, modifiedAt, mediaType, downloadHref, openHref, look, actions, csrf } = props;
  const text = t.files.file;
  return (
    <FilesFrame page={props} section="browse" title={name} heading={<Said>{name}</Said>}>
      <Crumbs t={t} crumbs={crumbs} />
      <Card id="file" title={text.about}>
        <Facts>
          <Fact name={t.files.browse.size}>
            <Size t={t} bytes={size} />
          </Fact>
          <Fact name={t.files.browse.modified}>
            <Time t={t} at={modifiedAt} />
          </Fact>
          <Fact name={text.type}>
            <Said>{mediaType}</Said>
          </Fact>
        </Facts>
        <div class="row row-near">
          <ButtonLink href={downloadHref} kind="primary" icon="download">
            {text.download}
          </ButtonLink>
          <ButtonLink href={openHref} icon="external">
            {text.open}
          </ButtonLink>
          {actions.length > 0 && (
            <PostForm action={props.arrangeAction} csrf={csrf} hidden={{ dir, name }} class="row row-near">
              {actions.map((action) => (
                <Button name="do" value={action}>
                  {t.files.arrange.actions[action]}
                </Button>
              ))}
            </PostForm>
          )}
        </div>
      </Card>
      {look.kind !== "none" && (
        <section class="card card-look" aria-label={text.look}>
          <Shown t={t} look={look} name={name} />
        </section>
      )}
    </FilesFrame>
  );
};
