// Smooth curves with the time constants of the real axis; a toy, good enough to draw.
#include "report/synthetic.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "model/observe.hpp"

namespace hpg::test {
namespace {

constexpr double kMonth = 730.5;

struct Levels {
  double testosterone, itt, lh, fsh, shbg;  // plateau on treatment, as a multiple of baseline
};

/// Approach to `on` with time constant `tau` while treated, back to 1 with `back` afterwards.
double course(double t, double end, double on, double tau, double back) {
  const auto treated = [&](double u) { return 1 + (on - 1) * (1 - std::exp(-u / tau)); };
  if (t <= 0) return 1;
  if (t <= end) return treated(t);
  return 1 + (treated(end) - 1) * std::exp(-(t - end) / back);
}

std::vector<double> row(double t, double end, const Levels& levels, bool weekly) {
  const double saw = weekly && t > 0 && t < end ? 0.28 * std::exp(-std::fmod(t, 168.0) / 60) - 0.09 : 0;
  const double wave = 0.02 * std::sin(t / 97.0);
  const double testosterone = 15.5 * (course(t, end, levels.testosterone, 150, 700) + saw + wave);
  const double itt = 640 * course(t, end, levels.itt, 200, 1100);
  const double lh = 4.6 * (course(t, end, levels.lh, 90, 900) + wave);
  const double fsh = 4.1 * course(t, end, levels.fsh, 200, 1000);
  const double shbg = 34 * course(t, end, levels.shbg, 500, 700);
  // The germ line follows with a delay of about two and a half months.
  const double late = t - 1800;
  const double drive = std::min(1.0, levels.itt * 1.4);
  const double sperm = 62 * std::pow(std::max(course(late, end, drive, 900, 2300), 0.0), 3);
  const double volume = 21 * (0.62 + 0.38 * course(t, end, std::min(1.05, 0.2 + drive), 1500, 2500));
  const double free = testosterone * (0.021 + 0.2 / (shbg + 40));
  const double androgen = course(t, end, levels.testosterone, 900, 1200);  // what slow tissues have seen
  const double mass = 4 * (androgen - 1);
  const double score = std::min(70 + 40 * (androgen - 1), 100.0);
  return {testosterone,
          free,
          100 * free / testosterone,
          0.42 * testosterone,
          lh,
          fsh,
          testosterone * 0.0058,
          testosterone * 0.11,
          shbg,
          180 * course(t, end, std::min(1.1, 0.35 + drive), 900, 1500),
          itt,
          sperm < 0.02 ? 0 : sperm,
          sperm < 0.02 ? 0 : 3.1 * sperm,
          volume,
          8,
          0.8,
          180 + mass,
          78 + mass,
          (78 + mass) / 3.13,
          17 - mass,
          61 + 2 * mass,
          5 - 0.1 * mass,
          1.9 / androgen,
          43 + 14 * (androgen - 1),
          (43 + 14 * (androgen - 1)) / 3,
          0.6 * androgen,
          22 + 7 * (androgen - 1),
          99 + androgen,
          100 / androgen,
          47 - 4 * (androgen - 1),
          118 - 10 * (androgen - 1),
          119 + 7 * (androgen - 1),
          18,
          5,
          score,
          score,
          score,
          score,
          0.5 * (androgen - 1),
          levels.lh > 1 ? 1.8 * (1 - course(t, end, 0, 400, 400)) : 0};
}

PulseProfile profile(const char* label, double start, double lh, double interval, double testosterone) {
  PulseProfile day;
  day.label = label;
  const double amplitude = 0.9 * lh;
  for (int i = 0; i <= 144; ++i) {
    const double t = i / 6.0;
    day.time.push_back(start + t);
    const double phase = interval > 0 ? std::fmod(t + 0.4 * interval + 0.12 * std::sin(t), interval) : 5;
    day.lh.push_back(0.55 * lh + amplitude * std::exp(-phase / 0.9) * (1 - std::exp(-phase / 0.12)));
    day.testosterone.push_back(testosterone * (1 + 0.13 * std::cos(2 * std::numbers::pi * t / 24)));
  }
  for (std::size_t i = 1; i + 1 < day.lh.size(); ++i) {
    if (interval > 0 && day.lh[i] > day.lh[i - 1] && day.lh[i] >= day.lh[i + 1]) day.pulses.peak_times.push_back(day.time[i]);
  }
  day.pulses.pulses = day.pulses.peak_times.size();
  day.pulses.per_24_h = static_cast<double>(day.pulses.pulses);
  day.pulses.interpulse_interval = interval;
  day.pulses.amplitude = day.pulses.pulses ? 0.6 * lh : 0;
  return day;
}

Dose dose(const char* drug, const char* route, double amount, double every, double until, const char* written) {
  Dose out;
  out.drug = drug;
  out.route = route;
  out.amount = amount;
  out.every = every;
  out.count = static_cast<std::size_t>(until / every);
  out.written = written;
  return out;
}

}  // namespace

Result synthetic_result(double months, double sample_every) {
  Result result;
  const double duration = months * kMonth;
  const double end = duration / 2;
  result.protocol.title = "Testosterone, testosterone with hCG, or clomiphene in secondary hypogonadism";
  result.protocol.man = {"secondary_hypogonadism", 38, 31};
  result.protocol.duration = duration;
  result.protocol.sample_every = sample_every;
  result.observables.assign(model::kObservableIds.begin(), model::kObservableIds.end());
  result.protocol.arms = {
      {"No treatment", {}},
      {"Testosterone", {dose("testosterone cypionate", "im", 1e5, 168, end, "100 mg im every 7 d until 12 mo")}},
      {"Testosterone + hCG",
       {dose("testosterone cypionate", "im", 1e5, 168, end, "100 mg im every 7 d until 12 mo"),
        dose("hCG", "sc", 500, 48, end, "500 IU sc every 2 d until 12 mo")}},
      {"Clomiphene", {dose("clomiphene", "oral", 25000, 24, end, "25 mg oral every day until 12 mo")}},
  };
  const Levels levels[] = {
      {1, 1, 1, 1, 1}, {1.35, 0.02, 0.03, 0.06, 0.86}, {1.5, 0.82, 0.03, 0.05, 0.84}, {1.8, 1.7, 2.1, 2.0, 1.12}};
  const double lh[] = {4.6, 0.15, 0.14, 9.6};
  const double testosterone[] = {15.5, 21, 23, 28};
  const double interval[] = {2.1, 0, 0, 1.5};
  for (std::size_t a = 0; a < 4; ++a) {
    ArmResult arm;
    arm.name = result.protocol.arms[a].name;
    arm.series.mean_24_h.resize(result.observables.size());
    arm.series.at_visit.resize(result.observables.size());
    for (double t = 0; t <= duration + 1e-6; t += sample_every) {
      arm.series.time.push_back(t);
      const auto values = row(t, end, levels[a], a == 1 || a == 2);
      for (std::size_t o = 0; o < values.size(); ++o) {
        arm.series.mean_24_h[o].push_back(values[o]);
        arm.series.at_visit[o].push_back(values[o] * (o < 5 ? 1.1 + 0.08 * std::sin(t * 1.7 + static_cast<double>(a)) : 1));
      }
    }
    arm.series.interval_mean = arm.series.mean_24_h;
    if (duration > 72) {
      arm.profiles = {profile("before", -24, 4.6, 2.1, 15.5),
                      profile("on treatment", end - 24, lh[a], interval[a], testosterone[a]),
                      profile("after", duration - 24, 4.4, 2.0, 15.1)};
    }
    result.arms.push_back(arm);
  }
  return result;
}

Catalog synthetic_catalog() {
  Catalog catalog;
  const auto add = [&](const char* id, const char* name, DisplayUnit us, DisplayUnit si, double low, double high) {
    Observable o;
    o.id = id;
    o.name = o.what = name;
    o.us = us;
    o.si = si;
    if (high > low) o.range = ReferenceRange{low, high, "non-obese men 19-39 y", {"travison2017"}};
    catalog.observables.push_back(o);
  };
  const double per_liter = 28.84;
  add("total_testosterone", "Total testosterone", {"ng/dL", per_liter}, {"nmol/L", 1}, 9.15, 31.8);
  add("free_testosterone", "Free testosterone", {"ng/dL", per_liter}, {"nmol/L", 1}, 0.19, 0.62);
  add("free_testosterone_percent", "Free testosterone share", {"%", 1}, {"%", 1}, 0, 0);
  add("bioavailable_testosterone", "Bioavailable testosterone", {"ng/dL", per_liter}, {"nmol/L", 1}, 0, 0);
  add("lh", "LH", {"IU/L", 1}, {"IU/L", 1}, 1.2, 8.6);
  add("fsh", "FSH", {"IU/L", 1}, {"IU/L", 1}, 1.3, 12.4);
  add("estradiol", "Estradiol", {"pg/mL", 272.4}, {"pmol/L", 1000}, 0.037, 0.146);
  add("dht", "DHT", {"ng/dL", 29.04}, {"nmol/L", 1}, 0.39, 2.6);
  add("shbg", "SHBG", {"nmol/L", 1}, {"nmol/L", 1}, 16.5, 55.9);
  add("inhibin_b", "Inhibin B", {"pg/mL", 1}, {"ng/L", 1}, 80, 300);
  add("intratesticular_testosterone", "Intratesticular testosterone", {"nmol/L", 1}, {"nmol/L", 1}, 0, 0);
  add("sperm_concentration", "Sperm concentration", {"M/mL", 1}, {"M/mL", 1}, 16, 259);
  add("total_sperm_count", "Total sperm count", {"M", 1}, {"M", 1}, 39, 928);
  add("testis_volume", "Testis volume", {"mL", 1}, {"mL", 1}, 12, 30);
  for (std::size_t i = catalog.observables.size() - 5; i < catalog.observables.size(); ++i) {
    catalog.observables[i].group = ObservableGroup::fertility;
  }
  const auto add_to = [&](ObservableGroup group, const char* id, const char* name, const char* unit) {
    add(id, name, {unit, 1}, {unit, 1}, 0, 0);
    catalog.observables.back().group = group;
  };
  using enum ObservableGroup;
  add_to(hormones, "prolactin", "Prolactin", "ng/mL");
  add_to(body, "growth_hormone", "Growth hormone", "ng/mL");
  add_to(body, "igf1", "IGF-1", "ng/mL");
  add_to(body, "body_weight", "Body weight", "kg");
  add_to(body, "body_mass_index", "Body mass index", "kg/m2");
  add_to(body, "fat_mass", "Fat mass", "kg");
  add_to(body, "lean_mass", "Lean mass", "kg");
  add_to(body, "leptin", "Leptin", "ng/mL");
  add_to(body, "insulin_resistance", "Insulin resistance", "1");
  add_to(safety, "hematocrit", "Hematocrit", "%");
  catalog.observables.back().limits = {{true, 54, "stop until safe", {"guideline2010"}},
                                       {true, 50, "early warning", {"guideline2010"}}};
  add_to(safety, "hemoglobin", "Hemoglobin", "g/dL");
  add_to(safety, "psa", "PSA", "ng/mL");
  catalog.observables.back().limits = {{true, 40, "far above all that a man has", {"guideline2010"}}};
  add_to(safety, "prostate_volume", "Prostate volume", "mL");
  add_to(safety, "bone_density", "Bone density", "%");
  add_to(safety, "bone_resorption", "Bone resorption", "%");
  add_to(safety, "hdl_cholesterol", "HDL cholesterol", "mg/dL");
  add_to(safety, "ldl_cholesterol", "LDL cholesterol", "mg/dL");
  add_to(safety, "systolic_pressure", "Systolic blood pressure", "mmHg");
  add_to(safety, "testosterone_to_estradiol", "T:E2 ratio", "1");
  add_to(safety, "gynecomastia_risk", "Gynecomastia risk", "%");
  add_to(symptoms, "libido", "Libido", "points");
  add_to(symptoms, "erectile_function", "Erectile function", "points");
  add_to(symptoms, "energy", "Energy", "points");
  add_to(symptoms, "mood", "Mood", "points");
  add_to(symptoms, "fluid_retention", "Fluid retention", "kg");
  add_to(safety, "visual_symptom_risk", "Visual symptom risk", "%/a");

  catalog.sources["travison2017"] = {
      "travison2017", "Travison TG et al., harmonized reference range for testosterone, J Clin Endocrinol Metab 2017",
      "10.1210/jc.2016-2935"};
  catalog.sources["coviello2005"] = {
      "coviello2005", "Coviello AD et al., intratesticular testosterone with hCG, J Clin Endocrinol Metab 2005", "PMID 15713727"};
  catalog.sources["guideline2010"] = {"guideline2010", "A guideline on testosterone therapy, 2010", ""};
  const Grade grades[] = {Grade::measured, Grade::fitted, Grade::assumed};
  for (int i = 0; i < 24; ++i) {
    Number n;
    n.name = "organ.quantity_" + std::to_string(i);
    n.value = 0.1 * i;
    n.written = std::to_string(i) + " 1/h";
    n.what = "rate of step " + std::to_string(i);
    n.grade = grades[i % 3];
    n.sources = {i % 2 ? "coviello2005" : "travison2017"};
    n.note = i % 3 == 2 ? "assumed: no human data, from the rat" : "table 2";
    if (i % 4 == 0) n.between_men = 0.2;
    catalog.parameters.push_back(n);
  }
  for (const char* name : {"testosterone cypionate", "hCG", "clomiphene"}) {
    pharmacology::Drug drug;
    drug.id = drug.name = name;
    drug.about = std::string("What is known of ") + name + " in men.";
    drug.numbers = {catalog.parameters[0], catalog.parameters[1]};
    catalog.drugs.push_back(drug);
  }
  Condition condition;
  condition.id = "secondary_hypogonadism";
  condition.name = "secondary hypogonadism";
  condition.about = "Low testosterone with low or normal gonadotropins.";
  condition.numbers = {catalog.parameters[4]};
  catalog.conditions.push_back(condition);
  return catalog;
}

}  // namespace hpg::test
