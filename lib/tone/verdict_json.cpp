#include "tone/verdict_json.hpp"

#include <cmath>

namespace rw::tone {
namespace {

template <class Verdict>
void write_all(Json& out, Verdict const& verdict, std::string_view text, double score, std::string_view id,
               char const* level_name, std::uint8_t level, char const* yes_name, bool yes) {
    out.object();
    if (!id.empty()) out.field("id", id);
    out.key("labels").array();
    auto const labels = verdict.labels();
    for (auto const label : labels)
        out.value(to_text(label));
    out.end_array().field(level_name, level).field(yes_name, yes);
    out.field("score", std::round(score * 1000) / 1000);
    write_reasons(out, verdict.reasons, text);
    out.key("advice").array();
    for (auto const label : labels) {
        out.object().field("label", to_text(label)).field("zh", advice(label));
        out.field("en", advice(label, Tongue::english)).end_object();
    }
    out.end_array().end_object();
}

}  // namespace

void write(Json& out, FanVerdict const& verdict, std::string_view text, double score, std::string_view id) {
    write_all(out, verdict, text, score, id, "risk", verdict.risk, "needs_reply", verdict.needs_reply);
}
void write(Json& out, ReplyVerdict const& verdict, std::string_view text, double score, std::string_view id) {
    write_all(out, verdict, text, score, id, "severity", verdict.severity, "misstep", verdict.misstep);
}

}  // namespace rw::tone
