#include "app/system_words.hpp"

#include "care/level.hpp"
#include "care/local_time.hpp"
#include "care/words.hpp"

#include <algorithm>
#include <array>

namespace rw::app {
namespace {

using alert::IncidentKind;
using alert::Trouble;
using care::Level;

struct List {
    std::string_view name;
    Phrase called;
};
constexpr std::array lists{
    List{"mentions", {"@我的微博", "mentions"}},
    List{"comments_to_me", {"收到的评论", "comments received"}},
    List{"comment_mentions", {"@我的评论", "mentions in comments"}},
    List{"reposts", {"转发", "reposts"}},
    List{"by_me", {"我发出的评论", "comments sent"}},
    List{"timeline", {"收到和发出的评论", "comments received and sent"}},
    List{"thread", {"帖子下的评论", "comments under posts"}},
    List{"own_posts", {"自己的微博", "own posts"}},
    List{"show_batch", {"评论是否还在", "comment check"}},
    List{"post_counts", {"转发和点赞数", "counts of reposts and likes"}},
};

// First lines. In English `{level}` stands in each of them.
constexpr Phrase blind_title{
    "【系统·看不见了】“{list}”已 {span}没取到数据（@{account}）。这段时间的超时可能不准，请人工看一眼微博。",
    "[{level} · cannot see] “{list}” of @{account}: nothing read for {span}. Lateness in this time may be "
    "wrong: look at Weibo by hand."};
constexpr Phrase closed_title{
    "【系统·没有权限】“{list}”不对本应用开放（@{account}）",
    "[{level} · no permission] “{list}” of @{account} is not open to this application"};
constexpr Phrase address_title{
    "【系统·暂停读取】微博暂时拒绝本机的所有请求，到整点再试（@{account}）",
    "[{level} · reading paused] Weibo refuses all calls from this host until the full hour (@{account})"};
constexpr Phrase dead_title{
    "【系统·令牌失效】@{account} 的令牌 {token} 不能用了，需要重新授权",
    "[{level} · token invalid] token {token} of @{account} no longer works: sign in again"};
constexpr Phrase ending_title{
    "【系统·令牌快到期】@{account} 的令牌 {token} 还有 {span} 到期，请重新授权",
    "[{level} · token ends soon] token {token} of @{account} ends in {span}: sign in again"};
constexpr Phrase spent_title{
    "【系统·额度用完】微博拒绝了令牌 {token}（@{account}），到整点再试",
    "[{level} · quota used up] Weibo refuses token {token} of @{account} until the full hour"};
constexpr Phrase undelivered_title{"【系统·通知发不出去】渠道 {channel} 拒绝了通知",
                                   "[{level} · notices not delivered] channel {channel} refused a notice"};
constexpr Phrase daemon_title{"【系统】{why}", "[{level} · system] {why}"};
constexpr Phrase load_title{"【{level}·负荷】{words}", "[{level} · load] {words}"};
constexpr Phrase coverage_title{"【{level}·覆盖】{words}", "[{level} · coverage] {words}"};
constexpr Phrase holidays_title{"【系统·节假日】{words}", "[{level} · holidays] {words}"};
constexpr Phrase roster_title{"【系统·排班】{schedule} 在 {day} 起有一段时间没有人可以通知",
                              "[{level} · roster] {schedule} reaches nobody for a while from {day} on"};

// What stands below them.
constexpr Phrase last_read{"最后一次成功读取是 {clock}", "last read at {clock}"};
constexpr Phrase not_again{"到配置或令牌改变之前不再去读",
                           "it is not read again until configuration or tokens change"};
constexpr Phrase address_why{
    "10022：本机地址这个小时的次数用完了，可能有别的程序也在用",
    "10022: this host's address has used up its calls for the hour; another program may use it too"};
constexpr Phrase remedy{"在装有 replywatch 的机器上运行：replywatch login {account}",
                        "on the machine that has replywatch, run: replywatch login {account}"};
constexpr Phrase ending_why{"到期后读不到任何消息", "after that no message can be read"};
constexpr Phrase paused{"停到 {clock}；可能有别的程序在用同一个令牌",
                        "paused until {clock}; another program may use the same token"};
constexpr Phrase spent_why{"别处也在用这个额度", "somebody else uses this quota too"};
constexpr Phrase days{"{n}天", "{n} {n:day|days}"};
constexpr Phrase late_steps{
    "有 {n} 条提醒的升级晚了一分钟以上，已补上",
    "{n} {n:incident was|incidents were} escalated more than a minute late; made up for now"};
constexpr std::array overs{
    Phrase{"恢复正常", "back to normal"},
    Phrase{"配置里已经没有了", "no longer in the configuration"},
    Phrase{"已经不再如此", "no longer so"},
    Phrase{"两小时没有新的同类投诉", "no such complaint for two hours"},
};

Trouble trouble_of(Audience const& to, IncidentKind kind, Level level, std::string key) {
    Trouble trouble;
    trouble.account = to.account;
    trouble.kind = kind;
    trouble.level = level;
    trouble.key = std::move(key);
    return trouble;
}

/// How grave it is that a token ends then: said a week, a day and an hour before.
Level level_of_end(Span left) {
    if (left <= 1h) return Level::red;
    if (left <= 24h) return Level::orange;
    return left <= 7 * 24h ? Level::yellow : Level::none;
}

std::string in_days(Span span, Language language) {
    if (span < 48h) return care::in_words(span, language);
    return filled(days.in(language), {{"n", std::to_string(span / 24h)}});
}

}  // namespace

std::string name_of_list(std::string_view list, Language language) {
    auto const found = std::ranges::find(lists, list, &List::name);
    return std::string{found == lists.end() ? list : found->called.in(language)};
}

Trouble blind_trouble(Audience const& to, std::string const& list, Blindness const& how) {
    auto trouble = trouble_of(to, IncidentKind::blind, Level::orange, "blind/" + list);
    trouble.title =
        filled(blind_title.in(to.language), {{"level", name_in(trouble.level, to.language)},
                                             {"list", name_of_list(list, to.language)},
                                             {"span", care::in_words(how.now - how.seen_at, to.language)},
                                             {"account", to.account.text()}});
    trouble.reasons.push_back(
        {"K30", "", filled(last_read.in(to.language), {{"clock", beijing_clock(how.seen_at)}})});
    if (!how.trouble.empty()) trouble.reasons.push_back({"K30", "", how.trouble});
    return trouble;
}

Trouble closed_trouble(Audience const& to, std::string const& endpoint, std::string why) {
    auto trouble = trouble_of(to, IncidentKind::coverage, Level::yellow, "coverage/" + endpoint);
    trouble.title = filled(closed_title.in(to.language), {{"level", name_in(trouble.level, to.language)},
                                                          {"list", name_of_list(endpoint, to.language)},
                                                          {"account", to.account.text()}});
    trouble.reasons.push_back({"weibo-api 6.3", "", std::move(why)});
    return trouble;
}

std::string not_read_again(Language language) {
    return std::string{not_again.in(language)};
}

Trouble address_trouble(Audience const& to) {
    auto trouble = trouble_of(to, IncidentKind::quota, Level::orange, "quota/address");
    trouble.title = filled(address_title.in(to.language),
                           {{"level", name_in(trouble.level, to.language)}, {"account", to.account.text()}});
    trouble.reasons.push_back({"weibo-api 7", "", std::string{address_why.in(to.language)}});
    return trouble;
}

Trouble dead_token_trouble(Audience const& to, std::string const& token, std::string why, bool last) {
    auto trouble = trouble_of(to, IncidentKind::token, last ? Level::red : Level::orange, "token/" + token);
    trouble.title = filled(
        dead_title.in(to.language),
        {{"level", name_in(trouble.level, to.language)}, {"account", to.account.text()}, {"token", token}});
    trouble.about = filled(remedy.in(to.language), {{"account", to.account.text()}});
    trouble.reasons.push_back({"weibo-api 6.3", "", std::move(why)});
    return trouble;
}

Trouble ending_token_trouble(Audience const& to, std::string const& token, Span left) {
    auto trouble = trouble_of(to, IncidentKind::token, level_of_end(left), "token-ends/" + token);
    trouble.title = filled(ending_title.in(to.language), {{"level", name_in(trouble.level, to.language)},
                                                          {"account", to.account.text()},
                                                          {"token", token},
                                                          {"span", in_days(left, to.language)}});
    trouble.about = filled(remedy.in(to.language), {{"account", to.account.text()}});
    trouble.reasons.push_back({"weibo-api 2.2", "", std::string{ending_why.in(to.language)}});
    return trouble;
}

Trouble spent_token_trouble(Audience const& to, std::string const& token, std::optional<TimePoint> until) {
    auto trouble = trouble_of(to, IncidentKind::quota, Level::yellow, "quota/" + token);
    trouble.title = filled(
        spent_title.in(to.language),
        {{"level", name_in(trouble.level, to.language)}, {"account", to.account.text()}, {"token", token}});
    if (until) trouble.about = filled(paused.in(to.language), {{"clock", beijing_clock(*until)}});
    trouble.reasons.push_back({"weibo-api 7", "", std::string{spent_why.in(to.language)}});
    return trouble;
}

Trouble undelivered_trouble(Audience const& to, ChannelId const& channel, std::string why) {
    auto trouble = trouble_of(to, IncidentKind::delivery, Level::orange, "delivery/" + channel.text());
    trouble.title = filled(undelivered_title.in(to.language),
                           {{"level", name_in(trouble.level, to.language)}, {"channel", channel.text()}});
    trouble.reasons.push_back({"delivery 4", "", std::move(why)});
    return trouble;
}

Trouble daemon_trouble(Audience const& to, std::string key, std::string why) {
    auto trouble = trouble_of(to, IncidentKind::daemon, Level::orange, std::move(key));
    trouble.title =
        filled(daemon_title.in(to.language), {{"level", name_in(trouble.level, to.language)}, {"why", why}});
    trouble.reasons.push_back({"redis.md 4", "", std::move(why)});
    return trouble;
}

std::string redis_risks(std::vector<std::string> const& warnings, Language language) {
    constexpr Phrase begin{"Redis：", "Redis: "};
    constexpr Phrase between{"；", "; "};
    std::string risks;
    for (auto const& warning : warnings) {
        risks += (risks.empty() ? begin : between).in(language);
        risks += warning;
    }
    return risks;
}

std::string steps_were_late(int count, Language language) {
    return filled(late_steps.in(language), {{"n", std::to_string(count)}});
}

Trouble finding_trouble(Audience const& to, care::Finding const& finding) {
    bool const load = finding.kind == care::Finding::Kind::load;
    auto trouble = trouble_of(to, load ? IncidentKind::load : IncidentKind::coverage, finding.level,
                              "finding/" + finding.key);
    auto words = care::in_words(finding, to.language);
    trouble.title = filled((load ? load_title : coverage_title).in(to.language),
                           {{"level", name_in(finding.level, to.language)}, {"words", words}});
    constexpr Phrase rests_on{"按 {sample} 条样本（不到 {minimum} 条不下结论）",
                              "from a sample of {sample} (never from fewer than {minimum})"};
    if (finding.minimum > 1)
        trouble.about = filled(rests_on.in(to.language), {{"sample", std::to_string(finding.sample)},
                                                          {"minimum", std::to_string(finding.minimum)}});
    trouble.labels = {std::string{to_text(finding.trouble)}};
    trouble.reasons.push_back({std::string{finding.rule}, {}, std::move(words)});
    if (!finding.conversation.empty()) trouble.conversations.push_back(finding.conversation);
    return trouble;
}

Trouble holidays_trouble(Audience const& to, care::Gap const& gap) {
    auto const year = std::to_string(gap.year);
    auto trouble = trouble_of(to, IncidentKind::coverage, gap.missing ? Level::yellow : Level::blue,
                              "finding/calendar/" + year);
    constexpr Phrase missing{"没有 {year} 年的节假日文件，那一年的假日会当作平日",
                             "no file covers the holidays of {year}: they are taken for ordinary weekdays"};
    constexpr Phrase provisional{"{year} 年的节假日还是推测的，等国务院办公厅的通知",
                                 "the holidays of {year} are provisional until they are announced"};
    auto words = filled((gap.missing ? missing : provisional).in(to.language), {{"year", year}});
    trouble.title = filled(holidays_title.in(to.language),
                           {{"level", name_in(trouble.level, to.language)}, {"words", words}});
    trouble.labels = {"holidays"};
    trouble.reasons.push_back({"K21", {}, std::move(words)});
    return trouble;
}

Trouble roster_trouble(Audience const& to, alert::DutyGap const& gap, Zone const& zone) {
    auto const day = care::to_text(care::LocalDays{zone}.day(gap.from));
    auto trouble =
        trouble_of(to, IncidentKind::coverage, Level::yellow, "finding/duty/" + gap.schedule + "/" + day);
    trouble.title =
        filled(roster_title.in(to.language),
               {{"level", name_in(trouble.level, to.language)}, {"schedule", gap.schedule}, {"day", day}});
    trouble.reasons.push_back({"6.2", gap.schedule, gap.why(to.language)});
    trouble.labels = {"roster"};
    return trouble;
}

std::string to_words(Over over, Language language) {
    return std::string{overs[static_cast<std::size_t>(over) % overs.size()].in(language)};
}

}  // namespace rw::app
