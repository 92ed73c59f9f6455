#include "tone/verdict_json.hpp"

#include <cmath>

namespace rw::tone {
namespace {

double rounded(double value) {
    return std::round(value * 1000) / 1000;
}

void write_weighing(Json& out, Weighing const& weighing, std::string_view text) {
    out.key("explanation").array();
    for (auto const& [label, all] : weighing) {
        out.object().field("label", label).field("logit", rounded(static_cast<double>(all.logit)));
        out.field("bias", rounded(static_cast<double>(all.bias)));
        out.field("other", rounded(static_cast<double>(all.other))).key("parts").array();
        for (auto const& part : all.parts) {
            out.object().field("words", words_between(text, part.where.begin, part.where.end));
            out.field("start", part.where.begin).field("end", part.where.end).field("rule", part.rule);
            out.field("weight", rounded(static_cast<double>(part.weight))).end_object();
        }
        out.end_array().end_object();
    }
    out.end_array();
}

template <class Verdict>
void write_all(Json& out, Verdict const& verdict, std::string_view text, Shown const& shown,
               char const* level_name, std::uint8_t level, char const* yes_name, bool yes) {
    out.object();
    if (!shown.id.empty()) out.field("id", shown.id);
    out.key("labels").array();
    auto const labels = verdict.labels();
    for (auto const label : labels)
        out.value(to_text(label));
    out.end_array().field(level_name, level).field(yes_name, yes);
    if constexpr (requires { verdict.delicate; }) out.field("delicate", verdict.delicate);
    out.field("score", rounded(shown.score));
    write_reasons(out, verdict.reasons, text);
    out.key("advice").array();
    for (auto const label : labels) {
        out.object().field("label", to_text(label)).field("zh", advice(label));
        out.field("en", advice(label, Tongue::english)).end_object();
    }
    out.end_array();
    if (shown.weighing != nullptr) write_weighing(out, *shown.weighing, text);
    out.end_object();
}

template <class Verdict, class Explain>
Weighing weigh(Verdict const& verdict, Explain const& explain) {
    Weighing all;
    for (auto const label : verdict.labels())
        all.push_back({to_text(label), explain(static_cast<std::size_t>(label))});
    return all;
}

}  // namespace

Weighing weighing_of(Judge const& judge, Scored const& scored, FanVerdict const& verdict) {
    return weigh(verdict, [&](std::size_t head) { return judge.explain_fan(scored, head); });
}
Weighing weighing_of(Judge const& judge, Scored const& scored, ReplyVerdict const& verdict) {
    return weigh(verdict, [&](std::size_t head) { return judge.explain_reply(scored, head); });
}

void write(Json& out, FanVerdict const& verdict, std::string_view text, Shown const& shown) {
    write_all(out, verdict, text, shown, "risk", verdict.risk, "needs_reply", verdict.needs_reply);
}
void write(Json& out, ReplyVerdict const& verdict, std::string_view text, Shown const& shown) {
    write_all(out, verdict, text, shown, "severity", verdict.severity, "misstep", verdict.misstep);
}

}  // namespace rw::tone
