// Verdicts as the API and the command line show them (contract 3).
#pragma once

#include "core/json.hpp"
#include "tone/verdict.hpp"

namespace rw::tone {

/// `{"labels","risk","needs_reply","score","reasons","advice"}`. `text`: what was judged; `score`: from 0 to
/// 1, how likely it is trouble; `id`: added where it is not empty.
void write(Json& out, FanVerdict const& verdict, std::string_view text, double score,
           std::string_view id = {});
/// Likewise, with `severity` and `misstep`.
void write(Json& out, ReplyVerdict const& verdict, std::string_view text, double score,
           std::string_view id = {});

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
