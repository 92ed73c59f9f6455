// Verdicts as the API and the command line show them (contract 3).
#pragma once

#include "core/json.hpp"
#include "tone/judge.hpp"

namespace rw::tone {

/// What weighed for and against one label.
struct Weighed {
    std::string_view label;
    Explanation explanation;
};
using Weighing = std::vector<Weighed>;
/// Of each label of a verdict.
Weighing weighing_of(Judge const& judge, Scored const& scored, FanVerdict const& verdict);
Weighing weighing_of(Judge const& judge, Scored const& scored, ReplyVerdict const& verdict);

/// What belongs to a verdict when it is shown.
struct Shown {
    double score = 0;     ///< from 0 to 1: how likely it is trouble
    std::string_view id;  ///< shown where it is not empty
    Weighing const* weighing = nullptr;
};

/// `{"labels","risk","needs_reply","score","reasons","advice"}`. `text`: what was judged. With a
/// weighing also `explanation`: for each label
/// `{"label","logit","bias","other","parts":[{"words","start","end", "rule","weight"}]}`, which add up to the
/// logit.
void write(Json& out, FanVerdict const& verdict, std::string_view text, Shown const& shown);
/// Likewise, with `severity` and `misstep`.
void write(Json& out, ReplyVerdict const& verdict, std::string_view text, Shown const& shown);

/// The members of a verdict's reasons, of which an object has been begun.
template <class Label>
void write_reasons(Json& out, std::vector<BasicReason<Label>> const& reasons, std::string_view text) {
    out.key("reasons").array();
    for (auto const& reason : reasons) {
        out.object().field("label", to_text(reason.label)).field("words", words_of(reason, text));
        out.field("start", reason.start).field("end", reason.end).field("why", why(reason));
        out.field("rule", reason.rule).end_object();
    }
    out.end_array();
}

}  // namespace rw::tone
