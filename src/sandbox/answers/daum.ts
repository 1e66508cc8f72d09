/** Daum. Answers as its developer site showed `user/v1/show.json`. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const daum: Shape = {
  profile: ({ ids, person }) => ({
    code: 200,
    message: "OK",
    result: {
      userid: ids.text(5, "userid"),
      id: Number(ids.digits(9)),
      nickname: person.username,
      imagePath: `https://img.daum-img.test/${ids.hex(16, "picture")}_s.jpg`,
      bigImagePath: `https://img.daum-img.test/${ids.hex(16, "picture")}_b.jpg`,
      openProfile: "",
    },
  }),
  reject: (_rejection, place) => (place === "api" ? refusal(401, { code: 401, message: "Unauthorized" }) : null),
};
