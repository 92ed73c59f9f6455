#include "tone.hpp"

#include "core/json.hpp"
#include "core/text.hpp"
#include "tone/judge.hpp"
#include "tone/verdict_json.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <cstdio>
#include <iostream>

namespace rw::cli {
namespace {

constexpr int good = 0;
constexpr int attention = 1;
constexpr int impossible = 2;
constexpr std::uint8_t grave = 2;

tone::Tongue tongue_of(Language language) {
    return language == Language::en ? tone::Tongue::english : tone::Tongue::chinese;
}

/// One text to judge, from the command line or from a line of a batch.
struct Job {
    std::string id;
    std::string text;
    std::string to;
    bool is_reply = false;
    tone::Style style = tone::Style::plain;
    std::int64_t followers = -1;
    int verified_type = -1;
};

tone::Leanings const& shipped_thresholds() {
    static tone::Leanings const none;
    return none;
}

std::string figure(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%+.2f", value);
    return text;
}

/// Says what weighed for and against each label that was set.
template <class Verdict, class Explain>
void explain(Verdict const& verdict, std::string const& text, Language language,
             Explain const& explanation_of) {
    for (auto const label : verdict.labels()) {
        auto const all = explanation_of(static_cast<std::size_t>(label));
        std::cout << "  " << tone::to_text(label) << " " << figure(all.logit)
                  << (language == Language::en ? " = bias " : " = 基线 ") << figure(all.bias);
        for (auto const& part : all.parts) {
            std::cout << "  「" << tone::words_between(text, part.where.begin, part.where.end) << "」"
                      << figure(part.weight);
            if (part.rule != 0) std::cout << " (" << tone::Judge::shipped().find_rule(part.rule)->id << ")";
        }
        std::cout << (language == Language::en ? "  other " : "  其他 ") << figure(all.other) << "\n";
    }
}

template <class Verdict>
void say(Verdict const& verdict, std::string const& text, std::string const& level, Language language) {
    auto const tongue = tongue_of(language);
    std::cout << level << "\n";
    for (auto const& reason : verdict.reasons) {
        std::cout << "  " << tone::to_text(reason.label) << "  " << tone::meaning(reason.label, tongue)
                  << "：「" << tone::words_of(reason, text) << "」\n";
    }
    for (auto const label : verdict.labels())
        std::cout << (language == Language::en ? "  do: " : "  宜：") << tone::advice(label, tongue) << "\n";
}

std::string level_words(tone::FanVerdict const& verdict, Language language) {
    auto const level = std::to_string(verdict.risk);
    if (language == Language::en)
        return "risk " + level + (verdict.needs_reply ? ", needs a reply" : ", needs no reply");
    return "风险 " + level + (verdict.needs_reply ? "，要回" : "，不必回");
}
std::string level_words(tone::ReplyVerdict const& verdict, Language language) {
    auto const level = std::to_string(verdict.severity);
    if (!verdict.misstep) return language == Language::en ? "fine" : "可以发";
    return language == Language::en ? "misstep, severity " + level : "不妥，严重程度 " + level;
}

/// Prints one as it is wanted. `trouble`: the head that tells how likely it is trouble.
template <class Verdict, class Head, class Explain>
void show(Job const& job, ToneOptions const& options, tone::Scored const& scored, Verdict const& verdict,
          Head trouble, Explain const& explanation_of) {
    if (options.json || options.batch) {
        Json out;
        auto const score = scored.probabilities[static_cast<std::size_t>(trouble)];
        tone::write(out, verdict, job.text, static_cast<double>(score), job.id);
        std::cout << out.text() << "\n";
    } else {
        say(verdict, job.text, level_words(verdict, options.language), options.language);
    }
    if (options.explain) explain(verdict, job.text, options.language, explanation_of);
}

/// Judges and prints one; gives how grave it is.
std::uint8_t judge_fan(Job const& job, ToneOptions const& options) {
    auto const& judge = tone::Judge::shipped();
    tone::FanCase const one{job.text, job.followers, job.verified_type};
    auto const scored = judge.score_fan(one);
    auto const verdict = judge.verdict_of_fan(scored, one, shipped_thresholds());
    show(job, options, scored, verdict, tone::FanHead::risk_1,
         [&](std::size_t head) { return judge.explain_fan(scored, head); });
    return verdict.risk;
}

std::uint8_t judge_reply(Job const& job, ToneOptions const& options) {
    auto const& judge = tone::Judge::shipped();
    tone::ReplyCase const one{job.to, job.text, job.style};
    auto const scored = judge.score_reply(one);
    auto const verdict = judge.verdict_of_reply(scored, one, shipped_thresholds());
    show(job, options, scored, verdict, tone::ReplyHead::misstep,
         [&](std::size_t head) { return judge.explain_reply(scored, head); });
    return verdict.severity;
}

std::uint8_t judge(Job const& job, ToneOptions const& options) {
    return job.is_reply ? judge_reply(job, options) : judge_fan(job, options);
}

std::string text_in(rapidjson::Value const& object, char const* name) {
    auto const found = object.FindMember(name);
    if (found == object.MemberEnd() || !found->value.IsString()) return {};
    return to_utf8({found->value.GetString(), found->value.GetStringLength()});
}

/// A line of tone/labels.md; its labels are ignored. Nothing when it is none.
std::optional<Job> job_in(std::string const& line) {
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag>(line.data(), line.size());
    if (document.HasParseError() || !document.IsObject()) return std::nullopt;
    Job job;
    job.id = text_in(document, "id");
    job.text = text_in(document, "text");
    job.to = text_in(document, "to");
    auto const side = text_in(document, "side");
    job.is_reply = side == "reply";
    if (side != "fan" && side != "reply") return std::nullopt;
    if (text_in(document, "style") == "playful") job.style = tone::Style::playful;
    auto const author = document.FindMember("author");
    if (author == document.MemberEnd() || !author->value.IsObject()) return job;
    auto const number = [&](char const* name) {
        auto const found = author->value.FindMember(name);
        return found != author->value.MemberEnd() && found->value.IsInt64() ? found->value.GetInt64() : -1;
    };
    job.followers = number("followers");
    job.verified_type = static_cast<int>(std::clamp<std::int64_t>(number("verified_type"), -1, 1000));
    return job;
}

int judge_batch(ToneOptions const& options) {
    std::uint8_t gravest = 0;
    bool all_read = true;
    std::string line;
    for (int number = 1; std::getline(std::cin, line); ++number) {
        if (line.empty()) continue;
        auto const job = job_in(line);
        if (job) {
            gravest = std::max(gravest, judge(*job, options));
        } else {
            std::cerr << "replywatch: line " << number
                      << R"(: expected {"id","side":"fan"|"reply","text",…} as in tone/labels.md)" << "\n";
            all_read = false;
        }
    }
    if (!all_read) return impossible;
    return gravest >= grave ? attention : good;
}

}  // namespace

int judge_tone(ToneOptions const& options) {
    if (options.batch) return judge_batch(options);
    if (options.text.empty()) {
        std::cerr << "replywatch: tone: which text? expected TEXT, or --batch\n";
        return impossible;
    }
    Job job;
    job.text = to_utf8(options.text);
    job.to = to_utf8(options.reply_to);
    job.is_reply = options.is_reply;
    job.style = options.playful ? tone::Style::playful : tone::Style::plain;
    return judge(job, options) >= grave ? attention : good;
}

}  // namespace rw::cli
