package monitor

// Result is what a time frame adds up to: meters, seconds, m/s, m/s², beats a minute, and moments in milliseconds since
// 1970-01-01 UTC. Nothing is rounded. Its JSON is what is stored.
type Result struct {
	// FirstTimestamp and LastTimestamp are of the samples that counted, 0 without any.
	FirstTimestamp int64   `json:"first_timestamp"`
	LastTimestamp  int64   `json:"last_timestamp"`
	TotalDistance  float64 `json:"total_distance"`
	// MaxSpeed is of any sample, AverageSpeed the distance by the time from first to last.
	MaxSpeed     float64 `json:"max_speed"`
	AverageSpeed float64 `json:"average_speed"`

	// Accelerations and Decelerations list each effort once, under the highest threshold it reaches; thresholds are positive.
	Accelerations []Efforts `json:"accelerations"`
	Decelerations []Efforts `json:"decelerations"`
	// Sprint and HID list runs under every threshold that they reach.
	Sprint []Efforts `json:"sprint"`
	HID    []Efforts `json:"hid"`

	TimePerSpeedRange     []TimeRange     `json:"time_per_speed_ranges"`
	DistancePerSpeedRange []DistanceRange `json:"distance_per_speed_ranges"`
	Intensity             Intensity       `json:"intensity"`

	// Of the heart, all 0 without any heart rate; HRPlot is nil then.
	HRMax  float64 `json:"hr_max"`
	HRMin  float64 `json:"hr_min"`
	HRAvg  float64 `json:"hr_avg"`
	HRPlot *HRPlot `json:"hr_plot"`
	// AthleteMaxHR is 0 when unknown, and TimePerHRZone empty then.
	AthleteMaxHR  float64  `json:"athlete_max_hr"`
	TimePerHRZone []HRZone `json:"timePerHrZone"`

	Explain Explain `json:"explain"`
}

// Efforts are the events of one threshold, in order of time.
type Efforts struct {
	Threshold float64  `json:"threshold"`
	Values    []Effort `json:"values"`
}

// Effort is one acceleration, deceleration or run at speed.
type Effort struct {
	StartTime int64 `json:"start_time"`
	// MaxValue is the peak, negative for decelerations.
	MaxValue float64 `json:"max_value"`
	// Duration is the time of the last sample less that of the first.
	Duration float64 `json:"duration"`
	Distance float64 `json:"distance"`
	// InitialSpeed and EndSpeed are of the first and the last sample.
	InitialSpeed float64 `json:"initial_speed"`
	EndSpeed     float64 `json:"end_speed"`
	// Open is set in snapshots while the effort may still go on.
	Open bool `json:"open,omitempty"`
}

// TimeRange is the time at speeds from ThresholdLow up to, not including, ThresholdHigh (nil: no end).
type TimeRange struct {
	Duration      float64  `json:"duration"`
	Ratio         float64  `json:"ratio"`
	ThresholdLow  float64  `json:"threshold_low"`
	ThresholdHigh *float64 `json:"threshold_high"`
}

// DistanceRange is the distance covered at such speeds.
type DistanceRange struct {
	Distance      float64  `json:"distance"`
	Ratio         float64  `json:"ratio"`
	ThresholdLow  float64  `json:"threshold_low"`
	ThresholdHigh *float64 `json:"threshold_high"`
}

// Intensity is the distance in each slice of Span seconds, up to the slice of the last sample that moved.
type Intensity struct {
	Distance []float64 `json:"distance"`
	// StartTime and EndTime are those of the frame.
	StartTime int64 `json:"start_time"`
	Span      int   `json:"span"`
	EndTime   int64 `json:"end_time"`
}

// HRPlot is the mean heart rate in each slice of Span seconds since StartTime, nil where there is none.
type HRPlot struct {
	StartTime int64      `json:"start_time"`
	Span      int        `json:"span"`
	HR        []*float64 `json:"hr"`
}

// HRZone is a share of the time with a heart rate, in %.
type HRZone struct {
	Percentage float64    `json:"percentage_hrmax"`
	BPM        [2]float64 `json:"range_bpm"`
	PercentHR  [2]float64 `json:"range_percent_hrmax"`
}

// Explain says where a result comes from.
type Explain struct {
	// FormulaVersion is Version when it was computed.
	FormulaVersion int        `json:"formula_version"`
	Source         SourceKind `json:"source"`
	// From and Until bound the frame.
	From  int64 `json:"from"`
	Until int64 `json:"until"`
	// Params are those in use, defaults included.
	Params Params `json:"params"`
	Counts Counts `json:"samples"`
	// Gaps are the holes longer than GapLimit between samples that move, and GapTime is their seconds.
	Gaps    int     `json:"gaps"`
	GapTime float64 `json:"gap_time"`
	// CoveredTime is the seconds that the speed ranges share, HeartTime those of the heart-rate zones.
	CoveredTime float64 `json:"covered_time"`
	HeartTime   float64 `json:"heart_time"`
	// Activities are the recorded ones of which something counted, by id.
	Activities []int64 `json:"activities,omitempty"`
	// PassedOver are sources that come before Source but had nothing in the frame.
	PassedOver []PassedOver `json:"passed_over,omitempty"`
}

// PassedOver is a source of which nothing counted.
type PassedOver struct {
	Source SourceKind `json:"source"`
	Counts Counts     `json:"samples"`
}

// Counts is what became of every sample: Received is Used and all others together, except that an impossible heart rate
// drops only itself.
type Counts struct {
	Received int `json:"received"`
	Used     int `json:"used"`
	// Outside the frame.
	Outside int `json:"outside"`
	// Duplicate: of a time that was there. Late: before a sample that was measured already.
	Duplicate int `json:"duplicate"`
	Late      int `json:"late"`
	// ImpossiblePosition: latitude beyond ±90° or longitude beyond ±180°. ImpossibleSpeed: below 0 or above 55 m/s.
	ImpossiblePosition int `json:"impossible_position"`
	ImpossibleSpeed    int `json:"impossible_speed"`
	// Empty: neither a position, a speed nor a heart rate.
	Empty int `json:"empty"`
	// ImpossibleHeartRate: values below 20 or above 250.
	ImpossibleHeartRate int `json:"impossible_heart_rate"`
}
