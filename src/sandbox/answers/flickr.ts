/** Flickr. Answers as its API shows flickr.people.getInfo: texts lie in `_content`; the token answer names the person. */
import type { AnswerContext, Shape } from "./shape.ts";

const nsid = ({ ids }: AnswerContext): string => `${ids.digits(8)}@N00`;

export const flickr: Shape = {
  token: (standard, context) => ({
    fullname: context.person.name,
    ...standard,
    user_nsid: nsid(context),
    username: context.person.username,
  }),
  profile: (context) => ({
    person: {
      id: nsid(context),
      nsid: nsid(context),
      ispro: 0,
      iconserver: "4",
      iconfarm: 1,
      username: { _content: context.person.username },
      realname: { _content: context.person.name },
      photosurl: { _content: `https://www.flickr.com/photos/${nsid(context)}/` },
      profileurl: { _content: `https://www.flickr.com/people/${nsid(context)}/` },
    },
    stat: "ok",
  }),
};
