/** The page of one group or role: how it is called, how it is removed, and what it is while it is made. */
import type { Child } from "hono/jsx";
import { Confirm } from "../../../parts/confirm.tsx";
import { Fill } from "../../../parts/fill.tsx";
import { Code, Said } from "../../../parts/said.tsx";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";

interface TagFrameProps {
  readonly page: AdminPageProps;
  readonly section: "groups" | "roles";
  /** `null` while it is made. */
  readonly existing: { readonly name: string; readonly displayName: string; readonly removeAction: string } | null;
  /** What stands behind its name. */
  readonly besides?: Child;
  readonly children: Child;
}

export const TagFrame = ({ page, section, existing, besides, children }: TagFrameProps) => {
  const { t, csrf } = page;
  const text = t.admin.memberships[section];
  if (existing === null)
    return (
      <AdminFrame page={page} section={section} title={text.create} lead={text.createLead} below>
        {children}
      </AdminFrame>
    );
  const said = <Said>{existing.displayName}</Said>;
  return (
    <AdminFrame
      page={page}
      section={section}
      title={existing.displayName}
      heading={said}
      lead={
        <>
          <Code>{existing.name}</Code>
          {besides}
        </>
      }
      headAction={
        <Confirm
          t={t}
          id="remove"
          label={text.remove}
          title={<Fill text={text.removeTitle} values={{ name: said }} />}
          body={text.removeBody}
          action={existing.removeAction}
          csrf={csrf}
        />
      }
      below
    >
      {children}
    </AdminFrame>
  );
};
